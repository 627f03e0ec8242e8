"""XML: events with places, and what feeds and other vocabularies are made of."""
