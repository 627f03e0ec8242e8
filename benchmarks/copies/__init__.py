"""Collections of documents of which it is known which of them share text, and how much."""
