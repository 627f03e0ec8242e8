"""`linkaudit archive --local`: live pages are written into a collection of one's own, which gives them back."""

from __future__ import annotations

import json
import signal
import urllib.request
from typing import TYPE_CHECKING

import pytest
from support.command import until
from support.loopback import Fault, Reply
from support.pywb_archive import missing, pywb
from support.schema import check_format
from support.site import HTML, SENTENCE, missing_page, moved, page

if TYPE_CHECKING:
    from pathlib import Path

    from support.command import Command, Ran
    from support.site import Site


@pytest.fixture(autouse=True)
def _configured(linkaudit: Command) -> None:
    linkaudit.configure(web__timeout=20)


def keep(linkaudit: Command, *arguments: object, stdin: str = "") -> Ran:
    return linkaudit.run("archive", "--local", "captures", *arguments, stdin=stdin)


def find(linkaudit: Command, url: str) -> dict[str, object]:
    """Look a page up in the collection."""
    ran = linkaudit.run("archive", url, "--service", "file:captures", "--output-format", "jsonl", variables=ENABLED)
    (answer,) = ran.lines
    check_format(answer, "archive")
    return answer  # type: ignore[no-any-return]


ENABLED = {"LINKAUDIT_ARCHIVES_ENABLED": "true"}


def warcs(linkaudit: Command) -> list[Path]:
    return sorted((linkaudit.folder / "captures").glob("*.warc.gz"))


def test_what_was_absent_is_looked_for_again_when_it_was_kept(linkaudit: Command, site: Site) -> None:
    first, second = site.put("/one", page("A page")), site.put("/two", page("Another"))
    assert keep(linkaudit, first).code == 0
    linkaudit.configure(["file:captures"], web__enabled=False)
    linkaudit.write("docs/a.md", f"[page]({second})\n")
    for found in (0, 0, 1):
        if found:
            assert keep(linkaudit, second).code == 0
        ran = linkaudit.run("audit", "docs", "--output-format", "json", "--exit-zero", "-q")
        assert json.loads(ran.out)["summary"]["lookups"] == {("found" if found else "absent"): 1}


def test_a_page_is_kept_and_found_again(linkaudit: Command, site: Site) -> None:
    url = site.put("/page", page("A page"))
    ran = keep(linkaudit, url, "--output-format", "jsonl")
    assert (ran.code, ran.err) == (0, "")
    (kept,) = ran.lines
    check_format(kept, "archive")
    (warc,) = warcs(linkaudit)
    stamp = "".join(character for character in kept["captured_at"][:19] if character.isdigit())
    assert kept["memento_url"] == f"{warc.as_uri()}#{stamp}/{url}"
    assert (kept["result"], kept["reason"], kept["status"], kept["archive"]) == ("found", "ok", 200, warc.name)
    again = find(linkaudit, url)
    assert (again["result"], again["status"], again["captured_at"]) == ("found", 200, kept["captured_at"])
    assert again["memento_url"] == f"{warc.parent.as_uri()}#{stamp}/{url}"


def test_a_page_is_kept_under_the_address_that_leads_to_it_too(linkaudit: Command, site: Site) -> None:
    url = site.put("/old", moved(301, "/page"))
    site.put("/page", page("A page"))
    assert keep(linkaudit, url).code == 0
    assert find(linkaudit, url)["status"] == 301
    assert find(linkaudit, f"{site.url}/page")["status"] == 200


def test_files_are_kept_whole(linkaudit: Command, site: Site) -> None:
    body = bytes(range(256)) * 20_000
    url = site.put("/file.zip", Reply(200, (("Content-Type", "application/zip"),), body))
    assert keep(linkaudit, url).code == 0
    assert [request.method for request in site.requests] == ["GET"]
    assert site.requests[0].headers["accept-encoding"] == "identity"
    (warc,) = warcs(linkaudit)
    assert len(body) < _unpacked_size(warc) < len(body) + 4000


def _unpacked_size(warc: Path) -> int:
    import gzip  # noqa: PLC0415 - one test needs it

    return len(gzip.decompress(warc.read_bytes()))


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (missing_page(), "dead, not-found: 404"),
        (missing_page(200), "soft-dead, soft-404: "),
        (Reply(401, (HTML,), b"<title>Log in</title>"), "blocked, login-required: 401"),
        (Reply(403, (HTML,), b"<title>Just a moment...</title>"), "blocked, "),
    ],
)
def test_what_is_no_page_is_not_kept(linkaudit: Command, site: Site, reply: Reply, words: str) -> None:
    url = site.put("/page", reply)
    ran = keep(linkaudit, url)
    assert ran.code == 1
    assert ran.out.startswith(f"not     {url}: {words}")
    assert ran.out.endswith("; nothing was kept\n")
    assert list((linkaudit.folder / "captures").iterdir()) == []


def test_pages_that_are_there_are_kept_beside_those_that_are_not(linkaudit: Command, site: Site) -> None:
    there, gone = site.put("/page", page("A page")), f"{site.url}/gone"
    ran = keep(linkaudit, "-", stdin=f"{gone}\n{there}\n{there}\n")
    assert ran.code == 1
    assert [line[:7] for line in ran.out.splitlines()] == ["not    ", "saved  "]
    assert find(linkaudit, there)["result"] == "found"
    assert find(linkaudit, gone)["result"] == "absent"


def test_a_site_that_is_busy_may_be_kept_another_time(linkaudit: Command, site: Site) -> None:
    url = site.put("/page", Reply(429, (("Retry-After", "3600"),)))
    ran = keep(linkaudit, url)
    assert (ran.code, ran.out[:8]) == (75, "later   ")


@pytest.mark.parametrize("url", ["http://10.0.0.1/", "mailto:a@example.org", "no address"])
def test_what_is_never_looked_at_is_not_kept(linkaudit: Command, url: str) -> None:
    ran = keep(linkaudit, url)
    assert (ran.code, ran.out.partition(url)[0]) == (1, "not     ")


def test_no_network_is_no_verdict(linkaudit: Command) -> None:
    linkaudit.configure(web__control_hosts=["control.test"])
    linkaudit.expected_outside = {"resolve gone.test", "resolve control.test"}
    ran = keep(linkaudit, "http://gone.test/")
    assert (ran.code, ran.out) == (75, "later   http://gone.test/: the machine has no network; nothing was kept\n")


def test_a_run_that_is_ended_leaves_what_it_kept(linkaudit: Command, site: Site) -> None:
    first, second = site.put("/page", page("A page")), site.put("/slow", page("Another"))
    site.faults = [Fault(9, stall=60, prefix="/slow")]
    with linkaudit.started("archive", "--local", "captures", first, second) as running:
        until(lambda: site.times("/slow") > 0)
        running.signal(signal.SIGTERM)
        ran = running.wait()
    assert (ran.code, len(ran.out.splitlines())) == (75, 1)
    assert find(linkaudit, first)["result"] == "found"


def test_a_run_that_is_killed_leaves_what_can_be_read(linkaudit: Command, site: Site) -> None:
    first, second = site.put("/page", page("A page")), site.put("/slow", page("Another"))
    site.faults = [Fault(9, stall=60, prefix="/slow")]
    with linkaudit.started("archive", "--local", "captures", first, second) as running:
        until(lambda: site.times("/slow") > 0)
        running.signal(signal.SIGKILL)
        running.wait()
    (left,) = (linkaudit.folder / "captures").iterdir()
    assert left.name.endswith(".warc.gz.open")
    left.rename(left.with_suffix(""))
    assert find(linkaudit, first)["result"] == "found"


def test_a_folder_that_cannot_be_written(linkaudit: Command, site: Site) -> None:
    linkaudit.write("file", "no folder")
    ran = linkaudit.run("archive", "--local", "file/captures", site.put("/page", page("A page")))
    assert (ran.code, ran.out) == (2, "")
    assert "cannot write into file/captures" in ran.complaint
    assert site.requests == []


@pytest.mark.skipif(bool(missing()), reason=missing())
def test_another_program_plays_it_back(linkaudit: Command, site: Site, tmp_path: Path) -> None:
    reply = page("Größe", SENTENCE * 30)
    url = site.put("/page?q=1", reply)
    assert keep(linkaudit, url).code == 0
    with pywb(tmp_path / "pywb", files=warcs(linkaudit)) as base:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"{base}/web/2100id_/{url}", timeout=20) as response:
            assert response.status == 200
            assert response.headers["Memento-Datetime"]
            assert response.read() == reply.body
