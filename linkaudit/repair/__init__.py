"""Edits to documents: which repairs are made, what becomes of the text, how it is written back."""
