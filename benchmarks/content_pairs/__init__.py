"""Pairs of pages and documents, of which it is known what became of the text: made of stories written for this."""
