"""The places within a page to which fragments lead: names, and texts that are quoted."""
