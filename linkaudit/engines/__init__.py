"""Where work runs that can be shared out."""
