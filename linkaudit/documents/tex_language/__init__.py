"""What is read of the language of TeX."""
