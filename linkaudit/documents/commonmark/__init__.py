"""The parts of the readers of Markdown and its kin."""
