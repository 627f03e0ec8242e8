"""Made-up and mutated documents, read with an eye on what must never happen."""
