"""Captures written beside the pages that they are of, in the manner of each format. Pure: edits, no files."""
