"""Strings and values of data files, whatever their syntax."""
