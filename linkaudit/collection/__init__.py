"""What documents say about each other: near copies, inferred dates and origins, lost targets, contradictions."""
