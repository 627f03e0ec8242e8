"""The configuration: where it is found, how strictly it is read, and its JSON Schema. Its tables are in `settings`.

Precedence: command line, then `LINKAUDIT_…` variables, then one configuration file, then the defaults below.
Two files are never merged. Unknown keys are errors with a hint, since a misspelt setting that is silently ignored
makes an audit say less than its reader believes.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct

from linkaudit.errors import ConfigError, nearest
from linkaudit.settings import Config, Host, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FILE_NAMES = ("linkaudit.toml", "config.toml", "pyproject.toml")
ENV_PREFIX = "LINKAUDIT_"
OTHER_VARIABLES = {"LINKAUDIT_TRACEBACK"}
"""Variables that are no settings: this one makes the command line show where an internal error came from."""
# Tables whose keys are the user's.
_FREE_TABLES = {"rules.severity", "rules.per-file-ignores", "lists", "web.hosts"}


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
    return (word for part in _parts(_type_of(key)) if get_origin(part) is Literal for word in get_args(part))


def _wanted(key: str) -> str:
    """Say what a setting wants that is written in a certain way; empty for every other."""
    described = (part.description for part in _parts(_type_of(key)) if isinstance(part, Meta) and part.description)
    return next(described, "")


def _type_of(key: str) -> object:
    """Give the type of a setting, with what is said of it."""
    *sections, name = key.split(".")
    section: type[Section] = Config
    for each in sections:
        section = type(getattr(section(), each))
    return get_type_hints(section, include_extras=True)[name.replace("-", "_")]


def _parts(hint: object) -> Iterable[object]:
    """Go through a type and all that it is made of."""
    yield hint
    for part in (*get_args(hint), *getattr(hint, "__metadata__", ())):
        yield from _parts(part)


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
        if "matching regex" in text and key in setting_names():
            text = f"expected {_wanted(key)}"
        choices = f", choose from {', '.join(_choices(key))}" if "enum" in text else ""
        text = f"`{key}`: {text[:1].lower()}{text[1:]}{choices}"
    # The source set the key itself, something in it, or the table whose keys are the user's that it stands in.
    set_by = (name for name in origins if f"{name}.".startswith(f"{key}.") or f"{key}.".startswith(f"{name}."))
    source = origins.get(next(set_by, ""), "")
    return f"{source}: {text}" if source else text
