"""Pages inside web archives."""
