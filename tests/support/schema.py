"""Machine formats held against their JSON Schemas."""

from __future__ import annotations

from typing import Any

import jsonschema  # type: ignore[import-untyped]  # its types are a package of their own

from linkaudit.reporting.json import schemas


def check_format(value: object, command: str) -> None:
    """Fail unless a value is what the schema of a command's format says."""
    jsonschema.validate(value, schemas()[command], cls=jsonschema.Draft202012Validator)


def fits(value: object, schema: dict[str, Any]) -> bool:
    """Tell whether a value is what a schema says; fails if the schema itself is none."""
    jsonschema.Draft202012Validator.check_schema(schema)
    return bool(jsonschema.Draft202012Validator(schema).is_valid(value))
