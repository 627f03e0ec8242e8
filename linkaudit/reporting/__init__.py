"""From an Audit to text: one module per format, each of which escapes everything for its own."""
