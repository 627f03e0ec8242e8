"""Files in zip archives: office documents and books."""
