"""Settings: where they are found, which source wins, how strictly they are read, and their schema."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import msgspec
import pytest

from linkaudit import config
from linkaudit.config import discover, load, schema, setting_names, value_of, variable_names
from linkaudit.errors import ConfigError
from linkaudit.settings import Config


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def loaded(tmp_path: Path, text: str, **given: Any) -> Config:
    return load(write(tmp_path / "linkaudit.toml", text), **{"environ": {}, **given}).config


def refusal(tmp_path: Path, text: str, **given: Any) -> str:
    path = write(tmp_path / "linkaudit.toml", text)
    with pytest.raises(ConfigError) as refused:
        load(path, **{"environ": {}, **given})
    return str(refused.value).removeprefix(f"{path}: ")


# Where they are found.


def test_without_a_file_everything_is_at_its_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = load(environ={}, start=tmp_path)
    assert (found.config, found.path, found.origins) == (Config(), None, {})
    assert found.root == tmp_path


def test_the_nearest_file_counts_and_no_two_are_merged(tmp_path: Path) -> None:
    write(tmp_path / "linkaudit.toml", "[linkaudit]\nfail-on = 'never'\nstate = 'far'\n")
    near = write(tmp_path / "docs" / "linkaudit.toml", "[linkaudit]\nstate = 'near'\n")
    (tmp_path / "docs" / "notes").mkdir()
    found = load(environ={}, start=tmp_path / "docs" / "notes")
    assert found.path == near
    assert found.root == tmp_path / "docs"
    assert (found.config.state, found.config.fail_on) == ("near", "warning")
    assert discover(tmp_path) == tmp_path / "linkaudit.toml"


def test_of_the_files_in_one_folder_the_one_of_its_own_counts(tmp_path: Path) -> None:
    pyproject = write(tmp_path / "pyproject.toml", "[tool.linkaudit]\nstate = 'pyproject'\n")
    assert discover(tmp_path) == pyproject
    shared = write(tmp_path / "config.toml", "[linkaudit]\nstate = 'shared'\n")
    assert discover(tmp_path) == shared
    own = write(tmp_path / "linkaudit.toml", "[linkaudit]\nstate = 'own'\n")
    assert discover(tmp_path) == own
    assert load(pyproject, environ={}).config.state == "pyproject"
    assert load(shared, environ={}).config.state == "shared"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("config.toml", "[other]\nx = 1\n"),
        ("config.toml", "[tool.linkaudit]\nstate = 'x'\n"),
        ("pyproject.toml", "[project]\nname = 'x'\n"),
        ("pyproject.toml", "[tool.ruff]\nline-length = 120\n"),
        ("pyproject.toml", "[linkaudit]\nstate = 'x'\n"),
    ],
)
def test_other_tools_files_count_only_with_a_table_for_linkaudit(tmp_path: Path, name: str, text: str) -> None:
    path = write(tmp_path / name, text)
    assert discover(tmp_path) != path
    with pytest.raises(ConfigError, match=r"no \[linkaudit\] table in it"):
        load(path, environ={})


def test_a_file_of_its_own_counts_even_without_a_table_and_says_so(tmp_path: Path) -> None:
    path = write(tmp_path / "linkaudit.toml", "# nothing yet\n")
    assert discover(tmp_path) == path
    assert refusal(tmp_path, "# nothing yet\n") == "no [linkaudit] table in it"


def test_a_folder_with_the_name_of_a_file_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "linkaudit.toml").mkdir()
    assert discover(tmp_path) != tmp_path / "linkaudit.toml"


def test_a_named_file_is_read_wherever_it_is(tmp_path: Path) -> None:
    write(tmp_path / "linkaudit.toml", "[linkaudit]\nstate = 'found'\n")
    named = write(tmp_path / "other" / "audit.toml", "[linkaudit]\nstate = 'named'\n")
    assert load(named, environ={}, start=tmp_path).config.state == "named"


def test_a_byte_order_mark_is_no_setting(tmp_path: Path) -> None:
    path = tmp_path / "linkaudit.toml"
    path.write_bytes(b"\xef\xbb\xbf[linkaudit]\nstate = 'x'\n")
    assert load(path, environ={}).config.state == "x"


# Which source wins.


def test_the_command_line_beats_variables_which_beat_the_file_which_beats_the_defaults(tmp_path: Path) -> None:
    text = "[linkaudit.web]\nconcurrency = 1\nper-host = 1\ninterval = 1\n"
    path = write(tmp_path / "linkaudit.toml", text)
    environ = {"LINKAUDIT_WEB_CONCURRENCY": "2", "LINKAUDIT_WEB_PER_HOST": "2"}
    found = load(path, {"web.concurrency": 3, "web.per-host": None}, environ)
    web = found.config.web
    assert (web.concurrency, web.per_host, web.interval, web.retries) == (3, 2, 1.0, 2)
    assert found.origins == {
        "web.concurrency": "command line",
        "web.per-host": "LINKAUDIT_WEB_PER_HOST",
        "web.interval": str(path),
    }


@pytest.mark.parametrize(
    ("name", "text", "key", "value"),
    [
        ("LINKAUDIT_STATE", "/var/lib/audit.db", "state", "/var/lib/audit.db"),
        ("LINKAUDIT_STATE", '"quoted"', "state", "quoted"),
        ("LINKAUDIT_FAIL_ON", "never", "fail-on", "never"),
        ("LINKAUDIT_GIT", "false", "git", False),
        ("LINKAUDIT_RESUME_HOURS", "1.5", "resume-hours", 1.5),
        ("LINKAUDIT_RESUME_HOURS", "2", "resume-hours", 2.0),
        ("LINKAUDIT_EXCLUDE", '["a/", "*.tmp"]', "exclude", ("a/", "*.tmp")),
        ("LINKAUDIT_RULES_SELECT", '["date-*"]', "rules.select", ("date-*",)),
        ("LINKAUDIT_RULES_SEVERITY", '{ link-empty = "info" }', "rules.severity", {"link-empty": "info"}),
        ("LINKAUDIT_WEB_PER_HOST", "8", "web.per-host", 8),
        ("LINKAUDIT_WEB_ALLOW_HOSTS", '["*.test"]', "web.allow-hosts", ("*.test",)),
        ("LINKAUDIT_WEB_CONTACT", "ada@harbour.example", "web.contact", "ada@harbour.example"),
        ("LINKAUDIT_ARCHIVES_PLAYBACK_PER_MINUTE", "60", "archives.playback-per-minute", 60.0),
        ("LINKAUDIT_REPORTS_FORMATS", '["json"]', "reports.formats", ("json",)),
    ],
)
def test_a_variable_sets_its_setting(name: str, text: str, key: str, value: object) -> None:
    found = load(environ={name: text}, start=Path("/"))
    assert value_of(found.config, key) == value
    assert found.origins == {key: name}


def test_the_environment_of_the_process_is_read_if_no_other_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINKAUDIT_STATE", "here")
    assert load(start=Path("/")).config.state == "here"


def test_other_variables_are_none_of_our_business() -> None:
    environ = {"LINKAUDIT_TRACEBACK": "1", "STATE": "2", "linkaudit_state": "3"}
    assert load(environ=environ, start=Path("/")).config == Config()


def test_a_misspelt_variable_is_refused_with_a_hint() -> None:
    with pytest.raises(ConfigError) as refused:
        load(environ={"LINKAUDIT_FAIL_OM": "error"}, start=Path("/"))
    assert str(refused.value) == "LINKAUDIT_FAIL_OM: there is no such setting; did you mean `LINKAUDIT_FAIL_ON`?"


def test_names_in_a_variable_may_be_separated_by_commas() -> None:
    found = load(environ={"LINKAUDIT_RULES_SELECT": "link-empty, date-*", "LINKAUDIT_STATE": "a,b"}, start=Path("/"))
    assert found.config.rules.select == ("link-empty", "date-*")
    assert found.config.state == "a,b"


def test_a_variable_of_the_wrong_type_is_refused_by_its_name() -> None:
    with pytest.raises(ConfigError) as refused:
        load(environ={"LINKAUDIT_WEB_CONCURRENCY": "many"}, start=Path("/"))
    assert str(refused.value) == "LINKAUDIT_WEB_CONCURRENCY: `web.concurrency`: expected `int`, got `str`"


def test_every_setting_has_a_variable_of_its_own() -> None:
    names = variable_names()
    assert list(names) == list(setting_names())
    assert len(set(names.values())) == len(names)
    assert names["web.per-host"] == "LINKAUDIT_WEB_PER_HOST"
    assert names["fail-on"] == "LINKAUDIT_FAIL_ON"
    assert all(name.isupper() for name in names.values())


def test_the_command_line_may_give_tuples_and_replaces_whole_lists(tmp_path: Path) -> None:
    path = write(tmp_path / "linkaudit.toml", "[linkaudit]\nexclude = ['a', 'b']\n")
    found = load(path, {"exclude": ("c",), "rules.ignore": ()}, {})
    assert found.config.exclude == ("c",)
    assert found.config.rules.ignore == ()
    assert found.origins["rules.ignore"] == "command line"


def test_a_wrong_override_is_refused_as_one() -> None:
    with pytest.raises(ConfigError) as refused:
        load(overrides={"web.concurrency": 0}, environ={}, start=Path("/"))
    assert str(refused.value) == "command line: `web.concurrency`: expected `int` >= 1"


# How strictly they are read.


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[linkaudit]\nexlude = []\n", "unknown setting `exlude`; did you mean `exclude`?"),
        ("[linkaudit]\nfail_on = 'error'\n", "unknown setting `fail_on`; did you mean `fail-on`?"),
        ("[linkaudit.web]\nper_host = 4\n", "unknown setting `web.per_host`; did you mean `web.per-host`?"),
        ("[linkaudit.web]\ntimeuot = 4\n", "unknown setting `web.timeuot`; did you mean `web.timeout`?"),
        ("[linkaudit.archives]\nservice = ['wayback']\n",
         "unknown setting `archives.service`; did you mean `archives.services`?"),
        ("[linkaudit.web.hosts.'a.test']\nintervall = 1\n",
         "unknown setting `web.hosts.intervall`; did you mean `interval`?"),
        ("[linkaudit.web.hosts.a.test]\ninterval = 1\n",
         'unknown setting `web.hosts.test`; a host with dots stands in quotes: [linkaudit.web.hosts."example.org"]'),
        ("[linkaudit.web.hosts.'a.test']\ntoken = 'ghp_secret'\n",
         "`web.hosts.token`: expected the name of an environment variable such as HARBOUR_TOKEN, not the token itself"),
        ("[linkaudit]\nzzzzzz = 1\n", "unknown setting `zzzzzz`"),
        ("[linkaudit.nets]\nx = 1\n", "unknown setting `nets`"),
        ("[linkaudit.web]\nconcurrency = 'many'\n", "`web.concurrency`: expected `int`, got `str`"),
        ("[linkaudit.web]\nconcurrency = 0\n", "`web.concurrency`: expected `int` >= 1"),
        ("[linkaudit.web]\nconcurrency = 1.5\n", "`web.concurrency`: expected `int`, got `float`"),
        ("[linkaudit.web]\ntimeout = 0\n", "`web.timeout`: expected `float` > 0.0"),
        ("[linkaudit.web]\ninterval = -1\n", "`web.interval`: expected `float` >= 0.0"),
        ("[linkaudit.web]\nretries = -1\n", "`web.retries`: expected `int` >= 0"),
        ("[linkaudit.web]\nenabled = 'yes'\n", "`web.enabled`: expected `bool`, got `str`"),
        ("[linkaudit]\nexclude = 'a'\n", "`exclude`: expected `array`, got `str`"),
        ("[linkaudit]\nexclude = [1]\n", "`exclude`: expected `str`, got `int`"),
        ("[linkaudit]\nfail-on = 'x'\n", "`fail-on`: invalid enum value 'x', choose from error, warning, info, never"),
        ("[linkaudit]\nweb = 1\n", "`web`: expected `object`, got `int`"),
        ("[linkaudit.rules]\nseverity = 'info'\n", "`rules.severity`: expected `object`, got `str`"),
        (
            "[linkaudit.rules.severity]\nlink-empty = 'loud'\n",
            "`rules.severity`: invalid enum value 'loud', choose from error, warning, info",
        ),
        (
            "[linkaudit.reports]\nformats = ['pdf']\n",
            "`reports.formats`: invalid enum value 'pdf', choose from markdown, json",
        ),
        ("[linkaudit.archives]\nplayback-per-minute = 0\n", "`archives.playback-per-minute`: expected `float` > 0.0"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place_and_a_hint(tmp_path: Path, text: str, message: str) -> None:
    assert refusal(tmp_path, text) == message


def test_an_unknown_archive_is_refused(tmp_path: Path) -> None:
    message = refusal(tmp_path, "[linkaudit.archives]\nservices = ['altavista']\n")
    assert message.startswith("`archives.services`: ")
    assert "wayback" in message


def test_a_table_where_a_value_should_be_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, "[linkaudit.state]\nx = 1\n") == "`state`: expected `str`, got `object`"
    message = refusal(tmp_path, "[linkaudit]\nweb = 1\n", environ={"LINKAUDIT_WEB_RETRIES": "1"})
    assert message == "`web` must be a table"


@pytest.mark.parametrize("text", ["[linkaudit\n", "linkaudit = 1\n", "linkaudit = [1]\n"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, text: str) -> None:
    path = write(tmp_path / "linkaudit.toml", text)
    with pytest.raises(ConfigError, match=r"linkaudit\.toml: "):
        load(path, environ={})


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml.*No such file"):
        load(tmp_path / "nowhere.toml", environ={})


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "linkaudit.toml").write_bytes(b"[linkaudit]\nstate = '\xff'\n")
    with pytest.raises(ConfigError, match=r"linkaudit\.toml: .*decode"):
        load(tmp_path / "linkaudit.toml", environ={})


def test_a_broken_file_of_another_tool_stops_the_search(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[tool\n")
    with pytest.raises(ConfigError, match=r"pyproject\.toml: "):
        discover(tmp_path)


@pytest.mark.parametrize("text", ["tool = 1\n", "[tool]\nlinkaudit = 1\n"])
def test_an_odd_pyproject_is_refused_and_not_a_crash(tmp_path: Path, text: str) -> None:
    path = write(tmp_path / "pyproject.toml", text)
    with pytest.raises(ConfigError):
        load(path, environ={})


# What can be set.

EVERYTHING = """\
[linkaudit]
state = "audit.sqlite"
include = ["*.md"]
exclude = ["drafts/"]
fail-on = "error"

[linkaudit.rules]
select = ["date-*", "link-empty"]
ignore = ["date-url-invalid"]
severity = { link-empty = "warning", "date-*" = "info" }

[linkaudit.web]
enabled = true
concurrency = 512
per-host = 16
interval = 0
timeout = 5
retries = 0
allow-hosts = ["*.test", "127.0.0.0/8", "10.0.0.1"]
user-agent = "harbour/1.0"
contact = "ada@harbour.example"

[linkaudit.archives]
enabled = false
services = ["wayback", "wayback+http://archive.test:8080"]
playback-per-minute = 6000
index-per-minute = 600
budget = 10

[linkaudit.reports]
directory = "out"
formats = ["json", "markdown"]
"""


def test_every_setting_that_others_rely_on_is_accepted(tmp_path: Path) -> None:
    found = loaded(tmp_path, EVERYTHING)
    assert found.rules.severity == {"link-empty": "warning", "date-*": "info"}
    assert found.archives.services == ("wayback", "wayback+http://archive.test:8080")
    table = tomllib.loads(EVERYTHING)["linkaudit"]
    for section, keys in table.items():
        for key, value in keys.items() if isinstance(keys, dict) else [(None, keys)]:
            dotted = f"{section}.{key}" if key else section
            expected = tuple(value) if isinstance(value, list) else value
            assert value_of(found, dotted) == expected
            assert dotted in set(setting_names())
    jsonschema.validate({"linkaudit": table}, schema(), jsonschema.Draft202012Validator)


def test_nested_tables_and_dotted_keys_say_the_same(tmp_path: Path) -> None:
    nested = loaded(tmp_path, "[linkaudit.web]\nretries = 0\n[linkaudit.rules.severity]\nlink-empty = 'info'\n")
    dotted = loaded(tmp_path, "[linkaudit]\nweb.retries = 0\nrules.severity.link-empty = 'info'\n")
    assert nested == dotted
    assert nested.web.retries == 0
    assert nested.rules.severity == {"link-empty": "info"}


def test_the_table_of_pyproject_is_the_same_table(tmp_path: Path) -> None:
    path = write(tmp_path / "pyproject.toml", EVERYTHING.replace("[linkaudit", "[tool.linkaudit"))
    assert load(path, environ={}).config == loaded(tmp_path, EVERYTHING)


def test_settings_are_listed_by_their_dotted_names_in_order() -> None:
    names = list(setting_names())
    assert len(set(names)) == len(names)
    assert names[:3] == ["include", "exclude", "respect-gitignore"]
    assert "rules.severity" in names
    assert not {"rules", "web", "archives", "reports", "collection"} & set(names)
    for name in names:
        value_of(Config(), name)


def test_origins_name_the_file_of_every_key_that_it_sets(tmp_path: Path) -> None:
    path = write(tmp_path / "linkaudit.toml", EVERYTHING)
    origins = load(path, environ={}).origins
    assert set(origins.values()) == {str(path)}
    assert {"state", "rules.severity", "web.per-host", "reports.formats"} <= set(origins)


def test_settings_cannot_be_changed_afterwards() -> None:
    with pytest.raises(AttributeError):
        Config().state = "x"  # type: ignore[misc]


# The schema.


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_the_schema_knows_every_setting_at_its_default() -> None:
    plain = msgspec.json.decode(msgspec.json.encode(Config()))
    jsonschema.validate({"linkaudit": plain}, schema(), jsonschema.Draft202012Validator)
    jsonschema.validate({}, schema(), jsonschema.Draft202012Validator)
    assert set(variable_names()) == set(_leaves(plain))


def _leaves(table: dict[str, Any], prefix: str = "") -> list[str]:
    found: list[str] = []
    for key, value in table.items():
        nested = isinstance(value, dict) and key not in ("severity", "per-file-ignores", "lists", "hosts")
        found += _leaves(value, f"{prefix}{key}.") if nested else [prefix + key]
    return found


@pytest.mark.parametrize(
    "table",
    [
        {"exlude": []},
        {"web": {"per_host": 4}},
        {"web": {"concurrency": 0}},
        {"web": {"timeout": 0}},
        {"fail-on": "always"},
        {"rules": {"severity": {"link-empty": "loud"}}},
        {"archives": {"services": ["altavista"]}},
        {"reports": {"formats": ["pdf"]}},
        {"exclude": "a"},
    ],
)
def test_the_schema_refuses_what_loading_refuses(table: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"linkaudit": table}, schema(), jsonschema.Draft202012Validator)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(table, Config)


def test_the_project_s_own_settings_are_read() -> None:
    own = Path(config.__file__).parents[1] / "config.toml"
    jsonschema.validate(tomllib.loads(own.read_text(encoding="utf-8")), schema(), jsonschema.Draft202012Validator)
    read = load(own, environ={})
    explained = set(read.origins)
    assert msgspec.structs.replace(read.config, exclude=()) == Config(), "each at its default"
    assert set(setting_names()) - explained <= {"web.user-agent", "web.hosts"}, "every setting is explained there"
