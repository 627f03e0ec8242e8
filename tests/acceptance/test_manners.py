"""How hosts are treated, from the settings and the environment of the command to what goes over the wire."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import pytest
import trustme
from support.loopback import Reply
from support.site import Site, page
from websites import PAGE, Website, reply

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.command import Command

HOSTS = '{ "127.0.0.1" = { token = "FORGE_TOKEN", user-agent = "harbour/1" } }'
SENT = "s3cr3t-of-the-forge"


@pytest.fixture
def forge(tmp_path: Path) -> Iterator[tuple[Website, dict[str, str]]]:
    """A website over TLS, and the variables under which the command trusts it and has a table of hosts."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    trusted = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(trusted))
    with Website(tls=context) as running:
        running.on("/a", reply(200, PAGE))
        yield running, {"SSL_CERT_FILE": str(trusted), "LINKAUDIT_WEB_HOSTS": HOSTS}


@pytest.mark.parametrize("command", ["check", "audit"])
def test_a_token_comes_from_the_environment_and_is_shown_nowhere(
    linkaudit: Command, forge: tuple[Website, dict[str, str]], command: str
) -> None:
    website, variables = forge
    linkaudit.configure()
    url = website.url("/a")
    linkaudit.write("cited.md", f"# Cited\n\n[a page]({url})\n")
    what = [url, "-v"] if command == "check" else ["cited.md", "-v", "--state", "seen.sqlite"]
    ran = linkaudit.run(command, *what, variables={**variables, "FORGE_TOKEN": f"{SENT}\n"})
    assert ran.code == 0, ran.err
    (head,) = website.heads
    assert {f"Authorization: Bearer {SENT}", "User-Agent: harbour/1"} <= set(head.split("\r\n"))
    assert "FORGE_TOKEN" not in ran.err
    written = b"".join(file.read_bytes() for file in linkaudit.folder.rglob("*") if file.is_file())
    assert SENT not in ran.out + ran.err
    assert SENT.encode() not in written


@pytest.mark.parametrize("command", ["check", "audit"])
def test_a_missing_token_is_told_once(linkaudit: Command, forge: tuple[Website, dict[str, str]], command: str) -> None:
    website, variables = forge
    linkaudit.configure()
    urls = [website.url(path) for path in ("/a", "/b")]
    website.on("/b", reply(200, PAGE))
    linkaudit.write("cited.md", "".join(f"[a page]({url})\n\n" for url in urls))
    what = urls if command == "check" else ["cited.md", "--state", ":memory:"]
    note = "linkaudit: 127.0.0.1 is asked without a token: FORGE_TOKEN is not set"
    ran = linkaudit.run(command, *what, variables=variables)
    assert ran.code == 0, ran.err
    assert ran.err.splitlines().count(note) == 1
    assert linkaudit.run(command, *what, "-q", variables=variables).err == ""
    assert not any("uthorization" in head for head in website.heads)


def test_what_is_no_token_is_a_mistake_and_not_shown(linkaudit: Command, forge: tuple[Website, dict[str, str]]) -> None:
    website, variables = forge
    linkaudit.configure()
    ran = linkaudit.run("check", website.url("/a"), variables={**variables, "FORGE_TOKEN": f"{SENT} {SENT}"})
    assert (ran.code, ran.out) == (2, "")
    assert ran.complaint == "linkaudit: FORGE_TOKEN holds no token: there are characters in it that cannot be sent"
    assert website.heads == []


def test_hosts_are_left_out_and_robots_are_heeded_by_the_settings(linkaudit: Command, site: Site) -> None:
    linkaudit.configure(web__robots=True)
    site.put("/robots.txt", Reply(200, (("Content-Type", "text/plain"),), b"User-agent: *\nDisallow: /private\n"))
    kept, forbidden = site.put("/a", page("A page")), site.put("/private", page("Another"))
    hosts = '{ "127.0.0.99" = { enabled = false } }'
    left_out = "http://127.0.0.99/"
    ran = linkaudit.run(
        "check", "--output-format", "jsonl", kept, forbidden, left_out, variables={"LINKAUDIT_WEB_HOSTS": hosts}
    )
    assert ran.code == 0, ran.err
    seen = {line["url"]: (line["verdict"], line["reason"], line["status"]) for line in ran.lines}
    assert seen == {
        kept: ("alive", "ok", 200),
        forbidden: ("unknown", "not-checked", None),
        left_out: ("unknown", "not-checked", None),
    }
    assert site.paths() == ["/robots.txt", "/a"]
