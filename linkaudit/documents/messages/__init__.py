"""The parts of the readers of mail and saved pages."""
