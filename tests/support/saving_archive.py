"""An archive that captures pages on request: Save Page Now 2 for those with keys, `/save/URL` for those without."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Self
from urllib.parse import parse_qs, unquote

from support.fake_archive import FakeArchive, Held
from support.loopback import Reply, Request

if TYPE_CHECKING:
    from collections.abc import Mapping

STATUS = "/save/status/"
SAVE = "/save"
KEYS = ("AKEY12345", "SECRET67890")
STAMP = "20261121120105"
"""When pages are captured: a minute after the present of tests."""
SAME = "The same snapshot had been made 3 hours ago. You can make new capture of this URL after 24 hours."


class SavingArchive(FakeArchive):
    """Captures every page, unless it was told otherwise.

    `errors` are the `status_ext` with which the next jobs end, one each, and empty for a success; `objections` those
    with which the next requests are turned down at once. A job is `pending` for so many looks. A capture that is not
    `shown` leads to older ones. With `same` set, a page of which there is a capture is not captured again.
    """

    def __init__(self) -> None:
        super().__init__()
        self.stamp = STAMP
        self.errors: list[str] = []
        self.objections: list[str] = []
        self.pending = 0
        self.shown = True
        self.same = False
        self.quota: list[Mapping[str, int]] = []
        """What the account may do, one for each time that this is asked; the last holds for all that follow."""
        self.needs_keys = True
        self.forms: list[dict[str, list[str]]] = []
        self.jobs: dict[str, tuple[str, str]] = {}
        """The address and the error of each job."""
        self.looks: dict[str, int] = {}

    def answer(self, request: Request) -> Reply:
        if request.target == SAVE and request.method == "POST":
            return self._begin(request)
        if request.target.startswith(STATUS):
            return self._tell(request)
        if request.target.startswith(f"{SAVE}/"):
            return self._save_at_once(request)
        return super().answer(request)

    def capture(self, url: str) -> None:
        """Capture a page."""
        self.hold(url, Held(self.stamp))
        if not self.shown:
            self.unplayable.add(self.stamp)

    def _may(self, request: Request) -> bool:
        return request.headers.get("authorization") == f"LOW {KEYS[0]}:{KEYS[1]}"

    def _begin(self, request: Request) -> Reply:
        if not self._may(request):
            return _json({"message": "You need to be logged in to use Save Page Now."}, 401)
        form = parse_qs(request.body.decode())
        self.forms.append(form)
        url = form["url"][0]
        if self.objections and (error := self.objections.pop(0)):
            return _json({"status": "error", "status_ext": error, "message": f"In other words: {error}"})
        if self.same:
            return _json({"url": url, "job_id": None, "message": SAME})
        job = f"spn2-{len(self.jobs)}"
        self.jobs[job] = (url, self.errors.pop(0) if self.errors else "")
        self.looks[job] = 0
        return _json({"url": url, "job_id": job})

    def _tell(self, request: Request) -> Reply:
        if not self._may(request):
            return _json({"message": "You need to be logged in to use Save Page Now."}, 401)
        job = request.target.removeprefix(STATUS)
        if job == "user":
            told = self.quota.pop(0) if len(self.quota) > 1 else self.quota[0] if self.quota else {"available": 5}
            return _json(told)
        url, error = self.jobs[job]
        self.looks[job] += 1
        if self.looks[job] <= self.pending:
            return _json({"status": "pending", "job_id": job, "resources": []})
        if error:
            return _json({"status": "error", "status_ext": error, "message": f"In other words: {error}"})
        self.capture(url)
        return _json({"status": "success", "job_id": job, "timestamp": self.stamp, "original_url": url})

    def _save_at_once(self, request: Request) -> Reply:
        url = unquote(request.target.removeprefix(f"{SAVE}/"))
        if self.errors and self.errors.pop(0):
            return Reply(404, (), b"<p>The page could not be captured.</p>")
        self.capture(url)
        return Reply(302, (("Location", f"{self.base}/web/{self.stamp}/{url}"),))

    def __enter__(self) -> Self:
        super().__enter__()
        return self


def _json(told: Mapping[str, object], status: int = 200) -> Reply:
    return Reply(status, (("Content-Type", "application/json"),), json.dumps(dict(told)).encode())
