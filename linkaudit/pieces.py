"""Bytes that come piece by piece, as `warcs` wants to read them: under a budget, and with the reason why they ended."""

from __future__ import annotations


class Pieces:
    """A stream; who inherits from it says what comes next."""

    def __init__(self) -> None:
        """Begin."""
        self.problem = ""
        """Why it ended before its end."""
        self.budget: int | None = None
        """Bytes that may be read until somebody sets it anew; None for any number."""
        self._left = b""
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        """Give some bytes, no more than `size`; none at the end."""
        if self.budget is not None and self.budget <= 0:
            self.problem = "a header that does not end"
            return b""
        if not self._left:
            self._left = self._more()
        given = self._left if size < 0 else self._left[:size]
        self._left = self._left[len(given) :]
        self._position += len(given)
        if self.budget is not None:
            self.budget -= len(given)
        return given

    def tell(self) -> int:
        """Count the bytes that were given."""
        return self._position

    def _more(self) -> bytes:
        """Give the next piece; empty at the end."""
        raise NotImplementedError
