"""A website on the loopback interface: pages at paths, each with a behaviour of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeAlias

from support.loopback import LoopbackServer, Reply, Request

Act: TypeAlias = Callable[[Request], Reply | None]
"""What a page does when it is asked; None closes the connection without an answer."""
HTML = ("Content-Type", "text/html; charset=utf-8")
SENTENCE = "The ferry crosses the sound twice a day, and the tide decides when it leaves the eastern quay. "


class Site(LoopbackServer):
    """Serves what was put at its paths; everything else is not found."""

    def __init__(self, address: str = "127.0.0.1") -> None:
        super().__init__(address)
        self._pages: dict[str, list[Reply | Act]] = {}
        self._turn = threading.Lock()

    def put(self, path: str, *scripts: Reply | Act) -> str:
        """Say what a path answers: one script for one request after the other, the last for all that follow."""
        self._pages[path] = list(scripts)
        return self.url + path

    def answer(self, request: Request) -> Reply | None:
        with self._turn:
            scripts = self._pages.get(request.target, [missing_page()])
            script = scripts.pop(0) if len(scripts) > 1 else scripts[0]
        return script if isinstance(script, Reply) else script(request)

    def times(self, path: str) -> int:
        """Count the requests for exactly this path."""
        return sum(request.target == path for request in self.requests)

    def paths(self) -> list[str]:
        """Give the paths that were asked for, in that order."""
        return [request.target for request in self.requests]


def page(title: str, text: str = SENTENCE * 20) -> Reply:
    """Write a page that is there."""
    return Reply(200, (HTML,), _html(title, text))


def missing_page(status: int = 404) -> Reply:
    """Write the page that says that there is none; with 200 it is a soft 404."""
    return Reply(status, (HTML,), _html("Page not found", "Sorry, the page you are looking for could not be found."))


def _html(title: str, text: str) -> bytes:
    return f"<!doctype html><html lang=en><head><title>{title}</title></head><body><p>{text}</p></body></html>".encode()


def moved(status: int, location: str) -> Reply:
    return Reply(status, (("Location", location),))


def close(_: Request) -> None:
    """Close the connection without an answer."""


class Gate:
    """Answers the first requests with a page and holds all others until it is opened: a run stops at a known place."""

    def __init__(self, site: Site, passing: int = 0) -> None:
        self._site = site
        self._left = passing
        self._lock = threading.Lock()
        self._opened = False
        self.answered: list[str] = []

    def __call__(self, request: Request) -> Reply | None:
        with self._lock:
            passes = self._left > 0
            self._left -= passes
            if passes:
                self.answered.append(request.target)
        while not (passes or self._opened):
            if self._site.pause(0.01):
                return None
        return page("A page behind a gate")

    def open(self) -> None:
        """Let everybody through."""
        self._opened = True
