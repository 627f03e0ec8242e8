"""What an answer is: what a page says of itself, where its redirects led, what its site and its past say of it.

Pure functions and tables; `linkaudit.web.verdict` brings them together.
"""
