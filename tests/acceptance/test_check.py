"""`linkaudit check`: verdicts as they come, for people and for programs."""

from __future__ import annotations

import json
import signal
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from support.loopback import Reply
from support.schema import check_format
from support.site import Gate, Site, missing_page, moved, page

if TYPE_CHECKING:
    from support.command import Command, Ran

FIELDS = ["url", "verdict", "reason", "status", "final_url", "hops", "checked_at", "elapsed_ms"]


@pytest.fixture(autouse=True)
def configured(linkaudit: Command) -> None:
    linkaudit.configure()


def check(linkaudit: Command, *arguments: object, stdin: str = "") -> Ran:
    return linkaudit.run("check", "--output-format", "jsonl", *arguments, stdin=stdin)


def test_a_line_has_the_fields_of_the_format(linkaudit: Command, site: Site) -> None:
    url = site.put("/old", moved(301, site.put("/new", page("New"))))
    ran = check(linkaudit, url)
    assert (ran.code, ran.err) == (0, "")
    (seen,) = ran.lines
    assert list(seen) == FIELDS
    check_format(seen, "check")
    assert datetime.now(UTC) - datetime.fromisoformat(seen.pop("checked_at")) < timedelta(minutes=1)
    assert 0 <= seen.pop("elapsed_ms") < 5000
    assert seen == {
        "url": url,
        "verdict": "moved",
        "reason": "permanent-redirect",
        "status": 200,
        "final_url": f"{site.url}/new",
        "hops": [{"url": url, "status": 301}],
    }


def test_what_was_never_asked_has_no_status(linkaudit: Command) -> None:
    (seen,) = check(linkaudit, "http://192.168.7.7/").lines
    assert list(seen) == FIELDS
    assert (seen["verdict"], seen["reason"]) == ("unsafe", "private-address")
    assert (seen["status"], seen["final_url"], seen["hops"], seen["elapsed_ms"]) == (None, "", [], 0)


def test_arguments_and_standard_input_may_be_mixed(linkaudit: Command, site: Site) -> None:
    urls = [site.put(f"/{number}", page("A page")) for number in range(5)]
    ran = check(linkaudit, urls[0], "-", urls[4], stdin="\r\n".join(urls[1:4]) + "\n\n")
    assert sorted(seen["url"] for seen in ran.lines) == urls
    assert len(site.requests) == 5


def test_an_address_that_is_given_twice_is_looked_at_once(linkaudit: Command, site: Site) -> None:
    url = site.put("/page", page("A page"))
    ran = check(linkaudit, "-", stdin=f"{url}\n{url}\n{url}#part\n")
    assert sorted(seen["url"] for seen in ran.lines) == [url, f"{url}#part"]
    assert site.paths() == ["/page"]


def test_each_line_comes_as_soon_as_its_verdict_is_known(linkaudit: Command, site: Site) -> None:
    gate = Gate(site)
    quick, held = site.put("/quick", page("Quick")), site.put("/held", gate)
    linkaudit.configure(web__timeout=20.0)
    with linkaudit.started("check", "--output-format", "jsonl", held, quick) as running:
        assert json.loads(running.next_line())["url"] == quick
        gate.open()
        ran = running.wait()
    assert (ran.code, [seen["url"] for seen in ran.lines]) == (0, [held])


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_what_was_seen_before_an_interruption_has_been_said(
    linkaudit: Command, site: Site, sent: signal.Signals
) -> None:
    quick, held = site.put("/quick", page("Quick")), site.put("/held", Gate(site))
    linkaudit.configure(web__timeout=20.0)
    with linkaudit.started("check", "--output-format", "jsonl", quick, held) as running:
        assert json.loads(running.next_line())["url"] == quick
        running.signal(sent)
        ran = running.wait()
    assert (ran.code, ran.out) == (75, "")
    assert ran.err.splitlines()[-1] == "linkaudit: interrupted"


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (page("A page"), 0),
        (moved(301, "/elsewhere"), 0),
        (missing_page(404), 1),
        (missing_page(200), 1),
        (Reply(403), 0),
        (moved(302, "http://10.0.0.5/"), 0),
    ],
)
def test_only_loss_is_a_finding(linkaudit: Command, site: Site, reply: Reply, code: int) -> None:
    site.put("/elsewhere", page("Elsewhere"))
    url = site.put("/page/one", reply)
    assert check(linkaudit, url, site.put("/good", page("Good"))).code == code


def test_a_loss_may_be_no_failure(linkaudit: Command, site: Site) -> None:
    ran = check(linkaudit, f"{site.url}/nothing", "--exit-zero")
    assert (ran.code, ran.lines[0]["verdict"]) == (0, "dead")


def test_without_permission_nobody_on_this_machine_is_asked(linkaudit: Command, site: Site) -> None:
    (linkaudit.folder / "linkaudit.toml").unlink()
    url = site.put("/page", page("A page"))
    assert check(linkaudit, url).lines[0]["verdict"] == "unsafe"
    assert site.requests == []
    assert check(linkaudit, url, "--allow-hosts", site.address).lines[0]["verdict"] == "alive"


def test_text_for_people_is_one_line_an_address(linkaudit: Command, site: Site) -> None:
    url = site.put("/gone", missing_page(410))
    ran = linkaudit.run("check", url)
    assert ran.out == f"dead      gone               410 {url} (410 Gone, after 2 attempts)\n"
    assert linkaudit.run("check", url, "-q").out == ran.out
    silent = linkaudit.run("check", url, "-qq")
    assert (silent.code, silent.out, silent.err) == (1, "", "")


def test_lines_may_go_to_a_file(linkaudit: Command, site: Site) -> None:
    url = site.put("/page", page("A page"))
    ran = check(linkaudit, url, "-o", "seen.jsonl")
    assert (ran.code, ran.out) == (0, "")
    (line,) = (linkaudit.folder / "seen.jsonl").read_text().splitlines()
    assert json.loads(line)["url"] == url


def test_nobody_is_asked_for_the_secret_in_an_address(linkaudit: Command, site: Site) -> None:
    url = site.put("/page", page("A page")).replace("http://", "http://reader:secret@")
    (seen,) = check(linkaudit, f"{url}#part").lines
    assert seen["url"] == f"{url}#part"
    (request,) = site.requests
    assert request.target == "/page"
    assert "secret" not in str(request.headers)
    assert "authorization" not in request.headers


def test_what_is_no_url_does_not_pass_unnoticed(linkaudit: Command, site: Site) -> None:
    alive = site.put("/page", page("A page"))
    ran = linkaudit.run("check", alive, "www.site.test/page", "--exit-zero")
    assert ran.code == 2
    assert f"alive     ok                 200 {alive}\n" in ran.out
    assert "unknown   not-checked          - www.site.test/page (no URL that a browser would open)\n" in ran.out


def test_an_explanation_shows_each_request_and_the_way_to_the_verdict(linkaudit: Command, site: Site) -> None:
    url = site.put("/old", moved(301, "/new"))
    site.put("/new", missing_page(404))
    ran = linkaudit.run("check", url, "--explain")
    assert ran.code == 1
    head, *lines = ran.out.splitlines()
    assert head.startswith("dead      not-found")
    assert [line.split()[:3] for line in lines if line.startswith("  asked")] == [
        ["asked", "GET", url],
        ["asked", "GET", f"{site.url}/new"],
    ] * 2
    assert sum("(404 is not believed at once)" in line for line in lines) == 2
    assert any(line.startswith("  came     301 (") for line in lines)
    assert "           location: /new" in lines
    assert any(line.startswith("  because  ") for line in lines)
    assert "Page not found" in lines[-1]


def test_an_explanation_is_for_people(linkaudit: Command, site: Site) -> None:
    ran = linkaudit.run("check", site.put("/a", page("A")), "--explain", "--output-format", "jsonl")
    assert ran.code == 2
    assert "--explain is for people" in ran.err


def test_who_gives_no_url_is_told_so(linkaudit: Command) -> None:
    for command in ("check", "archive"):
        ran = linkaudit.run(command, "-", stdin="\n \n")
        assert (ran.code, ran.out) == (3, "")
        assert "there is no URL on standard input" in ran.err


def test_the_lists_of_the_settings_hold_in_whatever_case(linkaudit: Command, site: Site) -> None:
    url = site.put("/tides", page("Port gate", "One moment."))
    assert [seen["verdict"] for seen in check(linkaudit, url).lines] == ["alive"]
    settings = linkaudit.folder / "linkaudit.toml"
    wall = 'name = "Port gate"\nreason = "bot-wall"\ntitles = ["PORT Gate"]\n'
    linkaudit.write("linkaudit.toml", f"{settings.read_text()}[[linkaudit.lists.walls.wall]]\n{wall}")
    assert [seen["reason"] for seen in check(linkaudit, url).lines] == ["bot-wall"]
