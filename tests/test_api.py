"""What `import linkaudit` gives, and what it costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

import linkaudit
from linkaudit import models, settings
from linkaudit.audit import scan


def test_every_public_name_is_there_and_is_what_it_says() -> None:
    assert set(linkaudit.__all__) == {
        "Audit",
        "Config",
        "Document",
        "Finding",
        "Observation",
        "Reference",
        "__version__",
        "audit",
        "scan",
    }
    for name in linkaudit.__all__:
        assert getattr(linkaudit, name)
    assert linkaudit.scan is scan
    assert linkaudit.Config is settings.Config
    assert linkaudit.Audit is models.Audit
    assert linkaudit.Reference is models.Reference


def test_a_name_that_is_not_public_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="module 'linkaudit' has no attribute 'secret'"):
        _ = linkaudit.secret


def loaded_by(statement: str) -> set[str]:
    """Run a statement in a new interpreter, and list the modules that it loaded."""
    program = f"import sys; before = set(sys.modules); {statement}; print(*sorted(set(sys.modules) - before))"
    ran = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    return set(ran.stdout.split())


def test_importing_the_package_loads_nothing_else() -> None:
    assert {name for name in loaded_by("import linkaudit") if name.startswith("linkaudit.")} == set()


def test_a_scan_loads_nothing_of_the_network() -> None:
    loaded = loaded_by("from linkaudit import scan; scan([])")
    assert "linkaudit.audit" in loaded
    heavy = {"httpx", "httptools", "asyncio", "sqlite3", "tldextract", "rich", "waybackpy", "requests", "click"}
    assert loaded & heavy == set()
