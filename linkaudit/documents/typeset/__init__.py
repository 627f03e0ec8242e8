"""The parts of the reader of PDF."""
