"""From bytes to documents: walking folders, decoding, and one module per format."""
