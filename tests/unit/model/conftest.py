from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from sim.errors import Finding, ScenarioError
from sim.model import parse

# The smallest sound scenario with one of everything; tests spoil it one line at a time.
SOUND = """\
name = "small"
title = "A small deal"
summary = "One tranche"
seed = 7
time_zone = "Asia/Hong_Kong"
start = 2023-02-10
end = 2024-02-19
assumed = ["book", "tranche.record_days"]

[offer]
lead_arranger = "bank"
classes = ["institution"]
jurisdictions = ["HK"]

[[party]]
name = "treasury"
title = "The issuer"
roles = ["issuer"]

[[party]]
name = "bank"
title = "The bank"
roles = ["arranger", "registrar", "settlement agent", "paying agent", "central bank"]
class = "institution"
jurisdiction = "HK"
kyc_expiry = 2026-12-31

[[party]]
name = "fund"
title = "A fund"
class = "institution"
jurisdiction = "HK"
kyc_expiry = 2026-12-31

[[rail]]
kind = "cbdc"
currency = "HKD"
title = "Central bank money"
issuer = "bank"

[[tranche]]
code = "HKD"
currency = "HKD"
rails = ["cbdc"]
size = 100_000_000
calculation_amount = 500_000
minimum_denomination = 1_000_000
issue_price = 100
yield = 4.05
priced = 2023-02-15
issued = 2023-02-16
maturity = 2024-02-16

[tranche.coupon]
kind = "fixed"
rate = 4.05
frequency = 2
day_count = "ACT/365F"

[book]
synthetic = true
investors = 10
cover = 2.5
share_at_reoffer = 60
limit_low = 3.9
limit_high = 4.2
opens = 2023-02-14T09:00:00
closes = 2023-02-15T15:00:00

[trading]
synthetic = true
trades = 5
from = 2023-02-20
until = 2024-02-08
price_low = 99
price_high = 101

[[order]]
investor = "fund"
tranche = "HKD"
face = 5_000_000

[[event]]
kind = "trade"
date = 2023-03-14
seller = "fund"
buyer = "bank"
tranche = "HKD"
units = 4
price = 100
short_of = "cash"
until = 2023-03-20

[[event]]
kind = "transfer"
date = 2023-03-15
from = "fund"
to = "bank"
tranche = "HKD"
units = 2
"""


@pytest.fixture(scope="session")
def sound() -> str:
    return SOUND


@pytest.fixture(scope="session")
def mistakes() -> Callable[[str], list[str]]:
    """What is said of a text, without line numbers: empty if it is sound.

    Each line number is checked here instead: on that line stands the key, or the heading of the
    table in which it is missing.
    """

    def said(text: str) -> list[str]:
        try:
            parse(text, "x.toml")
        except ScenarioError as error:
            for finding in error.findings:
                assert stands_there(finding, text.splitlines())
            return [str(replace(finding, line=None)) for finding in error.findings]
        return []

    return said


def stands_there(finding: Finding, lines: list[str]) -> bool:
    if finding.line is None:
        # Only what is missing from the top of the file is nowhere in it.
        return "." not in finding.key
    words = [word for word in finding.key.split(".") if not word.isdigit()]
    line = lines[finding.line - 1]
    if finding.problem.startswith("is missing") or len(words) == 1 or words[-1].isupper():
        return line.startswith((f"{words[-1]} =", "["))
    return line.startswith((f"{words[-1]} =", f"[{'.'.join(words)}", "[[party]]", "[tranche."))
