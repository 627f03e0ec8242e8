"""The test web through the command line, and audits of thousands of URLs that are killed on the way."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.fake_time import NOW
from support.schema import check_format
from testweb.certificates import Certificates
from testweb.families import FAMILIES
from testweb.serving import NETWORK, TestWeb

from linkaudit.models import Verdict

if TYPE_CHECKING:
    from support.command import Command

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "live_web.py"
LOST = {Verdict.DEAD, Verdict.SOFT_DEAD}
# What takes a clock of its own (long waits, two further tries), a resolver that changes its mind, or an earlier
# visit is looked at without the command.
COMMANDED = [
    behaviour
    for family, behaviours in FAMILIES.items()
    if family != "rate limits"
    for behaviour in behaviours
    if not behaviour.addresses and behaviour.was is None and behaviour.name != "gateway-twice"
]


def test_the_command_judges_as_a_person_would(linkaudit: Command, tmp_path: Path) -> None:
    certificates = Certificates()
    trusted = tmp_path / "authority.pem"
    certificates.write(trusted)
    linkaudit.configure(web__allow_hosts=[NETWORK], web__timeout=1.5, web__total_timeout=3.0, web__retries=1)
    linkaudit.expected_outside = {"resolve nobody-has-this.test", "resolve name-of-ten.test"}
    with TestWeb(COMMANDED, certificates, time.monotonic, lambda: NOW) as web:
        linkaudit.names = {name: web.lookup(name)[0] for host in web.names for name in (host, f"{host}.")}
        truth = {web.ported(url.encode()).decode(): each for each in COMMANDED for url in each.urls}
        variables = {"SSL_CERT_FILE": str(trusted)}
        ran = linkaudit.run(
            "check", "-", "--output-format", "jsonl", stdin="\n".join(truth) + "\n", variables=variables
        )
    assert (ran.code, ran.err) == (1, "")
    assert sorted(seen["url"] for seen in ran.lines) == sorted(truth)
    wrong, killed = [], []
    for seen in ran.lines:
        check_format(seen, "check")
        behaviour, verdict = truth[seen["url"]], Verdict(seen["verdict"])
        if not behaviour.allows(verdict, seen["reason"]):
            wrong.append(f"{behaviour.name}: {verdict} {seen['reason']}, but {behaviour.verdict} {behaviour.reasons}")
            if behaviour.verdict in {Verdict.ALIVE, Verdict.MOVED, Verdict.BLOCKED} and verdict in LOST:
                killed.append(behaviour.name)
    assert killed == []
    assert len(wrong) <= 0.03 * len(truth), "\n".join(wrong)
    assert web.intruders == []


@pytest.mark.parametrize("seed", [1, 2])
def test_a_killed_audit_loses_nothing_and_asks_nothing_again(seed: int) -> None:
    ran = subprocess.run(
        [sys.executable, str(BENCHMARK), "kill", "-n", "2000", "--kills", "3", "--seed", str(seed)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
