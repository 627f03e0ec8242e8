"""What readers of bibliographies have in common."""
