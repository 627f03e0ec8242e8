"""Lists of facts: each says from where and when it is, and holds what the code looks for."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.words import words_of
from linkaudit.data.values import check
from linkaudit.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(data.__file__).parent
TABLES = sorted(FOLDER.glob("*.toml"))
HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


def values(table: object, key: str = "") -> Iterator[tuple[str, Any]]:
    """Go through the lists of a table."""
    if isinstance(table, dict):
        for name, value in table.items():
            yield from values(value, f"{key}.{name}".lstrip("."))
    elif isinstance(table, list):
        yield key, table
        for each in table:
            if isinstance(each, dict):
                yield from values(each, key)


def undated(table: object, *, sourced: bool, dated: bool, key: str = "") -> Iterator[str]:
    """Name the lists for which neither they nor what they stand in gives a source and a date."""
    if isinstance(table, dict):
        sourced, dated = sourced or bool(table.get("source")), dated or isinstance(table.get("date"), date)
        for name, value in table.items():
            yield from undated(value, sourced=sourced, dated=dated, key=f"{key}.{name}".lstrip("."))
    elif isinstance(table, list) and any(isinstance(each, dict) for each in table):
        for number, each in enumerate(table):
            yield from undated(each, sourced=sourced, dated=dated, key=f"{key}[{number}]")
    elif isinstance(table, list) and not (sourced and dated):
        yield key


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_list_says_from_where_and_when_it_is(path: Path) -> None:
    written = path.read_text(encoding="utf-8")
    assert written.startswith("# ")
    sourced = re.search(r"^# source: \S", written, re.MULTILINE) is not None
    assert list(undated(tomllib.loads(written), sourced=sourced, dated=False)) == []


@pytest.mark.parametrize(
    "name",
    [
        "archives",
        "furniture",
        "labels",
        "months",
        "outlets",
        "proxies",
        "shorteners",
        "spoken_days",
        "tracking_parameters",
        "wrappers",
    ],
)
def test_no_list_says_anything_twice(name: str) -> None:
    for key, listed in values(data.load(name)):
        words = [each for each in listed if isinstance(each, str)]
        assert sorted(set(words)) == sorted(words), key
        assert all(word == word.strip() and word for word in words), key


def test_hosts_are_written_as_urls_have_them() -> None:
    hosts = data.load("shorteners")["hosts"]
    hosts += [host for each in data.load("archives")["archive"] for host in each["hosts"]]
    outlets = data.load("outlets")
    hosts += [
        host for kind in ("agencies", "press", "broadcasters") for each in outlets[kind] for host in each["domains"]
    ]
    tracking = data.load("tracking_parameters")
    hosts += [*tracking["needed"], *(host for site in tracking["sites"] for host in site["hosts"])]
    assert [host for host in hosts if not HOST.fullmatch(host)] == []


def test_no_host_is_of_two_archives() -> None:
    hosts = [host for each in data.load("archives")["archive"] for host in each["hosts"]]
    assert len(set(hosts)) == len(hosts)
    assert {each["grammar"] for each in data.load("archives")["archive"]} == {"stamp", "id"}
    assert {each.get("trust", "") for each in data.load("archives")["archive"]} == {"", "untrusted", "dead"}


def test_tracking_parameters_are_in_lower_case_as_they_are_compared() -> None:
    tracking = data.load("tracking_parameters")
    names = tracking["names"] + tracking["prefixes"] + [name for site in tracking["sites"] for name in site["names"]]
    assert names == [name.lower() for name in names]
    assert set(tracking["shapes"]) <= set(tracking["names"])
    assert not [name for name in tracking["names"] if name.startswith(tuple(tracking["prefixes"]))], "listed twice"


def test_every_language_has_twelve_months_in_lower_case() -> None:
    months = data.load("months")
    for language, names in months.items():
        if language != "date":
            assert len(names) == 12, language
            assert all(name == name.lower() for name in names), language
    numbers: dict[str, set[int]] = {}
    for language, names in months.items():
        for number, forms in enumerate(names if language != "date" else [], start=1):
            for form in forms.split():
                numbers.setdefault(form, set()).add(number)
    assert {form: found for form, found in numbers.items() if len(found) > 1} == {}, "one name, two months"


def test_every_language_has_words_for_days_that_are_past_and_to_come() -> None:
    spoken = data.load("spoken_days")
    kinds = [each for name, each in spoken.items() if isinstance(each, dict) and name != "other_words"]
    assert len(kinds) == 8
    assert {frozenset(each) for each in kinds} == {frozenset(kinds[0])}
    assert set(kinds[0]) <= set(data.load("weekdays")["names"])
    assert all(not {*past} & {*spoken["future"][language]} for language, past in spoken["past"].items())
    for language, names in spoken["other_words"].items():
        assert {*names} <= {name for forms in data.load("weekdays")["names"][language] for name in forms.split()}


def test_every_pattern_of_the_lists_can_be_compiled() -> None:
    for form in data.load("furniture")["agency"]:
        assert re.compile(form["pattern"]).pattern
        assert form["sign"] == form["sign"].casefold()
    labels = data.load("labels")
    for word in (*words_of("accessed"), *words_of("archived"), *labels["phrase"]["original"]):
        assert re.compile(word).pattern


def test_furniture_is_compared_in_lower_case() -> None:
    words = data.load("furniture")["article"]
    assert words == [word.casefold() for word in words]


def test_top_level_domains_are_sorted_ascii_and_unique() -> None:
    written = (FOLDER / "top_level_domains.txt").read_text(encoding="utf-8")
    listed = [line for line in written.splitlines() if not line.startswith("#")]
    assert listed == sorted(set(listed))
    assert all(re.fullmatch(r"[a-z0-9-]+", each) for each in listed)
    assert data.lines("top_level_domains") == frozenset(listed)
    assert {"com", "org", "de", "museum", "xn--p1ai"} <= data.lines("top_level_domains")
    assert not {"example", "test", "ogr"} & data.lines("top_level_domains")


def test_a_list_is_read_once() -> None:
    assert data.load("shorteners") is data.load("shorteners")


def archive(**given: Any) -> dict[str, Any]:
    """Add an archive, with something about it that is not so."""
    return {"archives": {"archive": [{"name": "Port Archive", "hosts": ["x.example"], "grammar": "stamp", **given}]}}


def service(ended: str) -> dict[str, Any]:
    """Add a service that has ended."""
    return {"obsolete_hosts": {"service": [{"name": "Pages", "places": ["pages.example"], "ended": ended}]}}


@pytest.fixture
def restored() -> Iterator[None]:
    """Take back what a test adds to the lists."""
    yield
    data.extend({})


@pytest.mark.usefixtures("restored")
def test_configuration_adds_to_lists_and_takes_off_them() -> None:
    assert urls.archive_url("https://pages.example/keep/20180712000000/") is None
    archive = {"name": "Port Archive", "hosts": ["captures.example"], "grammar": "stamp"}
    data.extend({"shorteners": {"hosts": ["sho.rt", "!bit.ly"]}, "archives": {"archive": [archive]}})
    hosts = data.load("shorteners")["hosts"]
    assert "sho.rt" in hosts
    assert "bit.ly" not in hosts
    assert "t.co" in hosts
    captured = urls.archive_url("https://captures.example/web/20180712/gazette.example/ferry")
    assert captured is not None
    assert (captured.archive, captured.original) == ("Port Archive", "http://gazette.example/ferry")
    data.extend({})
    assert "bit.ly" in data.load("shorteners")["hosts"]
    assert urls.archive_url("https://captures.example/web/20180712/gazette.example/ferry") is None


@pytest.mark.usefixtures("restored")
@pytest.mark.parametrize(
    ("additions", "message"),
    [
        (
            {"shortners": {"hosts": ["a.example"]}},
            "`lists.shortners`: there is no such list; did you mean `shorteners`?",
        ),
        ({"shorteners": {"hosts": "a.example"}}, "`lists.shorteners.hosts`: expected a list, got a string"),
        ({"shorteners": ["a.example"]}, "`lists.shorteners`: expected a table, got a list"),
        (
            {"shorteners": {"host": ["a.example"]}},
            "`lists.shorteners.host`: there is no such list; did you mean `hosts`?",
        ),
        (
            {"labels": {"original": {"en": ["x", 3]}}},
            "`lists.labels.original.en`: expected entries that are a string, got a number",
        ),
        ({"archives": {"archive": [{"name": "x"}]}}, "`lists.archives.archive`: an entry lacks `grammar`, `hosts`"),
        (archive(hosts="x.example"), "`lists.archives.archive.hosts`: expected a list, got a string"),
        (archive(host="x.example"), "`lists.archives.archive.host`: no entry has that; did you mean `hosts`?"),
        (
            archive(grammar="stmp"),
            "`lists.archives.archive.grammar`: expected one of stamp, id, got `stmp`; did you mean `stamp`?",
        ),
        (
            archive(ids="(["),
            "`lists.archives.archive.ids`: expected a regular expression, got `([`",
        ),
        (
            {"walls": {"wall": [{"name": "Port gate", "reason": "bot-wal"}]}},
            "`lists.walls.wall.reason`: expected one of bot-wall, captcha,",
        ),
        (archive(trust="dead", ended="2018"), "expected a day such as 2018-07-12, got `2018`"),
        (archive(trust="dead", ended=date(2018, 7, 12), since=1996), "expected a string, got a number"),
        (service("2018-13"), "expected a day, a month or a year such as 2018-07-12, 2018-07 or 2018, got `2018-13`"),
        ({"labels": {"accessed": {"en": ["seen (on"]}}}, "expected a regular expression, got `seen (on`"),
    ],
)
def test_what_is_no_list_is_an_error_and_changes_nothing(additions: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(message)):
        data.extend(additions)
    assert "t.co" in data.load("shorteners")["hosts"]


@pytest.mark.usefixtures("restored")
@pytest.mark.parametrize("ended", ["2018", "2018-07", "2018-07-12"])
def test_ends_are_known_by_day_month_or_year(ended: str) -> None:
    data.extend(service(ended))
    assert data.load("obsolete_hosts")["service"][-1]["ended"] == ended


@pytest.mark.usefixtures("restored")
def test_a_date_of_the_configuration_is_one_of_the_lists() -> None:
    data.extend(archive(trust="dead", ended=date(2018, 7, 12)))
    assert data.load("archives")["archive"][-1]["ended"] == "2018-07-12"


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_list_is_as_additions_must_be(path: Path) -> None:
    facts = data.load(path.stem)
    check(facts, path.stem)
    entries = {key: [each for each in listed if isinstance(each, dict)] for key, listed in values(facts)}
    for each in entries.values():
        kinds: dict[str, set[type]] = {}
        for name, value in (pair for entry in each for pair in entry.items()):
            kinds.setdefault(name, set()).add(type(value))
        assert [name for name, found in kinds.items() if len(found) > 1] == []
