"""What readers of lightweight markup have in common, and the parts of those of AsciiDoc and Org."""
