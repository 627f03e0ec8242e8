"""The parts of the reader of MediaWiki's wikitext."""
