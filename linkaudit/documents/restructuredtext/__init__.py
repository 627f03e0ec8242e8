"""The parts of the reader of reStructuredText."""
