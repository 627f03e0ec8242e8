"""Texts compared: what of a page is its text, how much two texts have in common, what that means.

`main_text` finds the text of a page among its furniture, `passages` samples it, `comparing` says what the shares mean.
Pure: bytes and texts come in, values go out.
"""
