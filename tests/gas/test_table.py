"""The table of `contracts/README.md` says what the snapshot says."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.gas.test_gas import LIMITS, SNAPSHOT

TABLE = (Path(__file__).parents[2] / "contracts" / "README.md").read_text(encoding="utf8")
ROWS = [
    "transfer",
    "transfer, a pair's first after a record date",
    "transfer, first after a record date, striking it",
    "admit",
    "pay, of 100",
    "pay, of 100, a holder's first ever",
    "settle",
]


def test_the_table_is_the_snapshot():
    recorded = json.loads(SNAPSHOT.read_text(encoding="utf8"))
    told = re.findall(r"^\| [^|]+ \| ([\d,]+) \| ([\d,]*) ?\|$", TABLE, re.MULTILINE)
    assert [int(gas.replace(",", "")) for gas, _ in told] == [recorded[row] for row in ROWS]
    limits = [int(limit.replace(",", "")) for _, limit in told if limit]
    assert limits == [LIMITS[row] for row in ROWS if row in LIMITS]
