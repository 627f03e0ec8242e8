"""Settings: where they are found, how strictly they are read, and their JSON Schema.

Precedence: command line, then `LINKAUDIT_…` variables, then one configuration file, then the defaults below.
Two files are never merged. Unknown keys are errors with a hint, since a misspelt setting that is silently ignored
makes an audit say less than its reader believes.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct, field

from linkaudit import __version__
from linkaudit.errors import ConfigError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FILE_NAMES = ("linkaudit.toml", "config.toml", "pyproject.toml")
ENV_PREFIX = "LINKAUDIT_"
OTHER_VARIABLES = {"LINKAUDIT_TRACEBACK"}
"""Variables that are no settings: this one makes the command line show where an internal error came from."""
MEBIBYTE = 1024 * 1024

SeverityName = Literal["error", "warning", "info"]
Count = Annotated[int, Meta(ge=1)]
Number = Annotated[int, Meta(ge=0)]
Seconds = Annotated[float, Meta(ge=0)]
PositiveSeconds = Annotated[float, Meta(gt=0)]
# Tables whose keys are the user's.
_FREE_TABLES = {"rules.severity", "rules.per-file-ignores", "lists", "web.hosts"}
ServiceName = Annotated[
    str,
    Meta(
        pattern=r"^wayback$|^wayback\+https?://",
        description="`wayback`, or `wayback+URL` for an archive with the same URL shapes at another base",
    ),
]
VariableName = Annotated[
    str,
    Meta(
        # A token that is put here by mistake has lower-case letters, and must not be shown in a message.
        pattern=r"^[A-Z_][A-Z0-9_]*$|^$",
        description="the name of an environment variable, in capitals, or empty for none",
    ),
]


class Section(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", kw_only=True):
    """A table of the configuration: kebab-case keys, nothing unknown."""


class Rules(Section, frozen=True):
    """`[linkaudit.rules]`: which rules speak, and how loudly."""

    select: tuple[str, ...] = ("*",)
    """Names or patterns such as `date-*` of the rules that speak."""
    ignore: tuple[str, ...] = ()
    """Names or patterns of rules that stay silent."""
    severity: dict[str, SeverityName] = field(default_factory=dict)
    """Severities that differ from the catalogue, by rule name."""
    per_file_ignores: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Rules that stay silent in some documents, by patterns of these as in .gitignore."""


class Collection(Section, frozen=True):
    """`[linkaudit.collection]`: what kind of documents these are."""

    clippings: tuple[str, ...] = ()
    """Patterns of documents that are copies of published texts: each must say where it comes from."""
    own_work: tuple[str, ...] = ()
    """Patterns of documents that nobody published before: they need no provenance."""


class Host(Section, frozen=True, omit_defaults=True):
    """`[linkaudit.web.hosts."example.org"]`: what differs for one host and the hosts under it."""

    per_host: Count | None = None
    """Requests under way at once to the host."""
    interval: Seconds | None = None
    """Seconds between the starts of two requests to the host."""
    timeout: PositiveSeconds | None = None
    """Seconds for connecting, and for each wait for bytes."""
    retries: Number | None = None
    """Further tries after a failure that may pass."""
    user_agent: str | None = None
    """How we name ourselves to the host."""
    token: VariableName | None = None
    """The environment variable that holds a token for the host; sent to this host only, and over TLS only."""
    enabled: bool | None = None
    """Whether the host is looked at; if not, its URLs are `unknown`."""


class History(Section, frozen=True):
    """`[linkaudit.history]`: what earlier looks count for."""

    confirm_looks: Count = 3
    """Failed looks that confirm a death (InternetArchiveBot's number)."""
    confirm_days: Number = 3
    """Days that must lie between two failed looks for both to count (likewise)."""
    alive_days: Number = 7
    """Days after which what was alive is looked at again."""
    suspect_days: Number = 3
    """Days after which what failed is looked at again."""
    confirmed_days: Number = 30
    """Days after which a confirmed death is looked at again."""


class Web(Section, frozen=True):
    """`[linkaudit.web]`: looking at URLs."""

    enabled: bool = True
    concurrency: Count = 64
    """Requests under way at once."""
    per_host: Count = 4
    """Requests under way at once to one host."""
    interval: Seconds = 0.25
    """Seconds between the starts of two requests to one host."""
    timeout: PositiveSeconds = 20.0
    """Seconds for connecting, and for each wait for bytes."""
    total_timeout: PositiveSeconds = 60.0
    """Seconds for one request as a whole, its body included."""
    retries: Number = 2
    """Further tries after a failure that may pass: time-outs, resets, 429, 5xx."""
    retry_after_limit: Seconds = 120.0
    """The longest wait asked for by Retry-After that is honoured within a run; a longer one makes it `blocked`."""
    redirects: Number = 10
    """Redirects followed from one URL."""
    max_body: Count = 2 * MEBIBYTE
    """Bytes of a body that are read, counted after decompression."""
    allow_hosts: tuple[str, ...] = ()
    """What the guard lets through although it is private: suffixes (`*.test`), addresses, networks."""
    user_agent: str = f"linkaudit/{__version__} (+https://pypi.org/project/linkaudit-cli/)"
    contact: str = ""
    """An address at which a webmaster can complain; added to the User-Agent."""
    control_hosts: tuple[str, ...] = ("www.iana.org", "www.wikipedia.org", "a.root-servers.net")
    """Names that are resolved, and never contacted, to tell a dead host from a machine without network."""
    second_identity: str = ""
    """A browser's User-Agent with which a URL is asked once more where a wall is suspected; empty for never."""
    probes: bool = True
    """Whether a site under suspicion is asked, once a run, for a page that cannot exist, to tell its soft 404s."""
    fragments: bool = True
    """Whether `#name` is looked for in the page that is fetched."""
    robots: bool = False
    """Whether robots.txt is asked for and followed; a single look at a cited page is a reader's, not a robot's."""
    proxy: str = ""
    """The HTTP proxy through which the web is asked, as `http://[user:password@]host:port`; empty for none."""
    proxy_resolves: bool = False
    """Whether names are left to the proxy to resolve: the guard then judges names and literal addresses only."""
    processes: Number = 0
    """Processes that look at many URLs at once; 0 for as many as there are processors to spare."""
    hosts: dict[str, Host] = field(default_factory=dict)
    """Settings of single hosts, by suffix."""


class Archives(Section, frozen=True):
    """`[linkaudit.archives]`: looking up captures."""

    enabled: bool = True
    services: tuple[ServiceName, ...] = ("wayback",)
    playback_per_minute: Annotated[float, Meta(gt=0)] = 480.0
    """Look-ups by TimeGate and playback, per archive and minute (80 % of the Internet Archive's limit of 2026-06)."""
    index_per_minute: Annotated[float, Meta(gt=0)] = 24.0
    """Look-ups in the CDX index, per archive and minute (80 % of the Internet Archive's limit of 2026-06)."""
    budget: Number = 0
    """Requests to archives in one run at the most; 0 for no such limit."""
    timeout: PositiveSeconds = 30.0


class Reports(Section, frozen=True):
    """`[linkaudit.reports]`: what an audit writes."""

    directory: str = "reports"
    formats: tuple[Literal["markdown", "json"], ...] = ("markdown", "json")


class Config(Section, frozen=True):
    """`[linkaudit]`: every setting, each at its default unless given."""

    include: tuple[str, ...] = ()
    """Patterns, as in .gitignore, of files to read in folders; empty for every known suffix."""
    exclude: tuple[str, ...] = ()
    """Patterns, as in .gitignore, of files and folders that are never looked at."""
    respect_gitignore: bool = True
    include_code: bool = False
    """Whether links in code blocks, literal text and comments count as links."""
    max_bytes: Count = 64 * MEBIBYTE
    """The largest file that is read."""
    max_seconds: PositiveSeconds = 60.0
    """The longest time that reading one file may take."""
    state: str = ""
    """The SQLite file that remembers observations; `:memory:` to forget; empty for one in the user's state folder."""
    resume_hours: Seconds = 24.0
    """An interrupted run that is younger than this is taken up again where it stopped."""
    fail_on: Literal["error", "warning", "info", "never"] = "warning"
    baseline: str = "linkaudit-baseline.jsonl"
    """The file of accepted findings, relative to the configuration; by this name it need not exist."""
    git: bool = True
    """Whether the repository of a document is asked when it, and what it cites, was first committed."""
    rules: Rules = Rules()
    collection: Collection = Collection()
    web: Web = Web()
    archives: Archives = Archives()
    history: History = History()
    reports: Reports = Reports()
    lists: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What is added to the lists that come with linkaudit, in the shape of the files in `linkaudit/data/`."""


DEFAULT = Config()
"""Every setting at its default."""


class Loaded(Struct, frozen=True):
    """A configuration, the file it came from, and which source set each key."""

    config: Config
    path: Path | None
    origins: dict[str, str]

    @property
    def root(self) -> Path:
        """The folder to which its patterns and paths are relative."""
        return self.path.parent if self.path else Path.cwd()


def discover(start: Path) -> Path | None:
    """Find the nearest file that configures linkaudit, from `start` upwards; None if there is none.

    `config.toml` and `pyproject.toml` are other tools' names too: they count only with a table for linkaudit.
    Raises ConfigError if such a file is not TOML.
    """
    for folder in (start, *start.parents):
        for name in FILE_NAMES:
            path = folder / name
            if path.is_file() and (name == FILE_NAMES[0] or _table(path) is not None):
                return path
    return None


def load(
    path: Path | None = None,
    overrides: Mapping[str, object] | None = None,
    environ: Mapping[str, str] | None = None,
    start: Path | None = None,
) -> Loaded:
    """Load the configuration.

    `path` names a file, else the nearest is found from `start` (default: the current folder). `overrides` are dotted
    keys such as `web.concurrency`, from the command line; those that are None are left out.
    Raises ConfigError with the place and a hint.
    """
    found = path or discover((start or Path.cwd()).resolve())
    origins: dict[str, str] = {}
    settings: dict[str, Any] = {}
    if found is not None:
        table = _table(found)
        if table is None:
            msg = f"{found}: no [linkaudit] table in it"
            raise ConfigError(msg)
        for key, value in _flatten(table):
            origins[key] = str(found)
            _put(settings, key, value)
    for key, name, text in _variables(os.environ if environ is None else environ):
        origins[key] = name
        _put(settings, key, _from_variable(text, is_list=isinstance(value_of(Config(), key), tuple)))
    for key, value in (overrides or {}).items():
        if value is not None:
            origins[key] = "command line"
            _put(settings, key, list(value) if isinstance(value, tuple) else value)
    return Loaded(_convert(settings, origins), found, origins)


def schema() -> dict[str, Any]:
    """Give the JSON Schema of a `linkaudit.toml`."""
    (inner,), components = msgspec.json.schema_components([Config], ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "linkaudit configuration",
        "type": "object",
        "properties": {"linkaudit": inner},
        "$defs": components,
    }


def setting_names(section: type[Section] = Config, prefix: str = "") -> Iterable[str]:
    """Go through the dotted names of all settings, in the order of their definition."""
    for each in msgspec.structs.fields(section):
        if isinstance(each.type, type) and issubclass(each.type, Section):
            yield from setting_names(each.type, f"{prefix}{each.encode_name}.")
        else:
            yield prefix + each.encode_name


def variable_names() -> dict[str, str]:
    """Map each setting to its environment variable: `web.per-host` to `LINKAUDIT_WEB_PER_HOST`."""
    return {key: ENV_PREFIX + re.sub(r"[.-]", "_", key).upper() for key in setting_names()}


def _choices(key: str) -> Iterable[str]:
    """Go through the words that a setting allows."""
    *sections, name = key.split(".")
    section: type[Section] = Config
    for each in sections:
        section = type(getattr(section(), each))
    hint = get_type_hints(section)[name.replace("-", "_")]
    for part in (hint, *get_args(hint)):
        if get_origin(part) is Literal:
            yield from get_args(part)


def value_of(config: Config, key: str) -> object:
    """Look up a setting by its dotted name."""
    value: object = config
    for part in key.split("."):
        value = getattr(value, part.replace("-", "_"))
    return value


def _table(path: Path) -> dict[str, Any] | None:
    """Read linkaudit's table from a TOML file; None if it has none. Raises ConfigError."""
    import tomllib  # noqa: PLC0415 - only where there is a file

    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = f"{path}: {error}"
        raise ConfigError(msg) from error
    tools = content.get("tool", {}) if path.name == "pyproject.toml" else content
    table = tools.get("linkaudit") if isinstance(tools, dict) else tools
    if table is not None and not isinstance(table, dict):
        msg = f"{path}: `linkaudit` must be a table"
        raise ConfigError(msg)
    return table


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, Any]]:
    """Turn nested tables into dotted keys, leaving those whose keys are free whole."""
    for key, value in table.items():
        if isinstance(value, dict) and prefix + key not in _FREE_TABLES:
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def _put(settings: dict[str, Any], key: str, value: object) -> None:
    """Set a dotted key in nested tables."""
    *sections, name = key.split(".")
    for section in sections:
        inner = settings.setdefault(section, {})
        if not isinstance(inner, dict):
            msg = f"`{section}` must be a table"
            raise ConfigError(msg)
        settings = inner
    settings[name] = value


def _variables(environ: Mapping[str, str]) -> Iterable[tuple[str, str, str]]:
    """Go through the settings that variables make: key, variable, value. Raises ConfigError for an unknown one."""
    given = {name: text for name, text in environ.items() if name.startswith(ENV_PREFIX)}
    if not given:
        return
    keys = {name: key for key, name in variable_names().items()}
    for name, text in given.items():
        if name in keys:
            yield keys[name], name, text
        elif name not in OTHER_VARIABLES:
            msg = f"{name}: there is no such setting{nearest(name, keys)}"
            raise ConfigError(msg)


def _from_variable(text: str, *, is_list: bool) -> object:
    """Read a variable's value as TOML (`8`, `true`, `["a", "b"]`), else take it as the string, or names, that it is."""
    import tomllib  # noqa: PLC0415 - only where there is a variable

    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return [part.strip() for part in text.split(",") if part.strip()] if is_list else text


def _convert(settings: dict[str, Any], origins: Mapping[str, str]) -> Config:
    """Check the settings. Raises ConfigError naming the key, its source and, for an unknown key, the likely one."""
    try:
        return msgspec.convert(settings, Config)
    except msgspec.ValidationError as error:
        raise ConfigError(_explain(str(error), origins)) from error


_HOSTS = "web.hosts"
# A name without quotes makes a table for each of its parts.
_QUOTES = '; a host with dots stands in quotes: [linkaudit.web.hosts."example.org"]'
_NO_VARIABLE = "expected the name of an environment variable such as HARBOUR_TOKEN, not the token itself"


def _explain(message: str, origins: Mapping[str, str]) -> str:
    """Say a validation error in words that help."""
    place = re.search(r" - at `(?:key in )?\$\.?([^`]*)`$", message)
    where = re.sub(r"\[\.\.\.\]|\[\d+\]", "", place[1]) if place else ""
    text = message[: place.start()] if place else message
    unknown = re.search(r"unknown field `([^`]*)`", text)
    if unknown:
        key = f"{where}.{unknown[1]}" if where else unknown[1]
        near = nearest(unknown[1], setting_names(Host)) if where == _HOSTS else nearest(key, setting_names())
        text = f"unknown setting `{key}`{near or (_QUOTES if where == _HOSTS else '')}"
    else:
        key = where
        if key == f"{_HOSTS}.token":
            text = _NO_VARIABLE
        choices = f", choose from {', '.join(_choices(key))}" if "enum" in text else ""
        text = f"`{key}`: {text[:1].lower()}{text[1:]}{choices}"
    # The source set the key itself, something in it, or the table whose keys are the user's that it stands in.
    set_by = (name for name in origins if f"{name}.".startswith(f"{key}.") or f"{key}.".startswith(f"{name}."))
    source = origins.get(next(set_by, ""), "")
    return f"{source}: {text}" if source else text
