"""Answers kept for a document while it is being worked on."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Same(Generic[T]):
    """Values that are the same only if they are one object: comparing thousands would cost more than it saves."""

    __slots__ = ("values",)

    def __init__(self, values: tuple[T, ...]) -> None:
        """Take the values."""
        self.values = values

    def __eq__(self, other: object) -> bool:
        """Tell whether the other holds the very same object."""
        return isinstance(other, Same) and self.values is other.values

    def __hash__(self) -> int:
        """Hash by identity."""
        return id(self.values)
