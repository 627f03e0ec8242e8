"""From references to claims: what each URL says of itself, when the document was written, where it comes from."""
