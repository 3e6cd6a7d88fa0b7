"""Random stories behind a nominee, always the same: whatever clients ask for, every law holds.

SEGREGATION among them: what a nominee casts and elects is what its clients told it, and each client
is repaid for what it elected. ORDER: nobody casts more votes than units of the record date.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

from tests.behind import behind
from tests.options import choice
from tests.runs import play
from tests.scenarios import event, newcomer, trade, tranche

MARCH, APRIL, MAY = date(2023, 3, 16), date(2023, 4, 16), date(2023, 5, 16)
CLIENTS = ["ann", "bob", "cat"]
EVERYBODY = ["alder", *CLIENTS]
DEFAULT = "\n[tranche.default]\ngrace_days = 2\nquorum = 10\nadjourned_quorum = 5\n"
LINEAR = '\n[tranche.principal]\nkind = "linear"\n'
FEBRUARY = [date(2023, 2, day) for day in (17, 20, 21, 22, 23, 24, 27, 28)]
EARLY_MARCH = [date(2023, 3, day) for day in (1, 2, 3, 6, 7, 8, 9)]
LATE_MARCH = [date(2023, 3, day) for day in (20, 21, 22, 24, 27)]


def puts(chance: Random) -> list[str]:
    told = []
    for _ in range(chance.randrange(2, 9)):
        payment, days = chance.choice([(MARCH, EARLY_MARCH), (APRIL, LATE_MARCH)])
        values = {"payment": payment, "units": chance.randrange(14), "tranche": "HKD"}
        told.append(event("put", chance.choice(days), party=chance.choice(EVERYBODY), **values))
    return told


def trades(chance: Random) -> list[str]:
    sides = [chance.sample(EVERYBODY, 2) for _ in range(chance.randrange(8))]
    days = FEBRUARY + EARLY_MARCH + LATE_MARCH
    return [trade(chance.choice(days), *pair, chance.randrange(1, 12)) for pair in sides]


def votes(chance: Random) -> list[str]:
    ends = {"closes": date(2023, 3, 28), "adjourned": date(2023, 3, 31)}
    asked = {"name": "idea", "by": "treasury", "matter": "waive", "record": date(2023, 3, 23)}
    told = [event("propose", date(2023, 3, 22), tranche="HKD", **asked, **ends)]
    for _ in range(chance.randrange(1, 6)):
        day = date(2023, 3, chance.choice([24, 27, 28, 30, 31]))
        values = {"party": chance.choice(EVERYBODY), "in_favour": chance.random() < 0.6}
        told.append(event("vote", day, proposal="idea", **values))
    return told


def troubles(chance: Random) -> list[str]:
    """The coupon and the put of March are missed, and perhaps made good, soon or late."""
    told = [event("miss", MARCH, tranche="HKD")] if chance.random() < 0.4 else []
    if told and chance.random() < 0.7:
        cured = chance.choice([date(2023, 3, 17), date(2023, 3, 21), date(2023, 4, 20)])
        told.append(event("cure", cured, tranche="HKD"))
    if told and chance.random() < 0.4:
        told.append(event("declare_default", date(2023, 3, 21), by="alder", tranche="HKD"))
        told.append(event("accelerate", date(2023, 3, 29), tranche="HKD"))
    return told


def story(chance: Random):
    both = choice("put", date=MARCH, price=chance.choice([100, 100.5, 33.333333]))
    both += choice("put", date=APRIL) + DEFAULT + (LINEAR if chance.random() < 0.3 else "")
    basis = chance.choice(["calculation_amount", "holding"])
    bond = tranche(maturity=MAY, rounding_basis=basis) + both
    tables = [*puts(chance), *trades(chance), *votes(chance), *troubles(chance)]
    chance.shuffle(tables)
    trustee = newcomer("trustee-co", "trustee")
    return behind(trustee, *tables, tranches=(bond,), end=date(2023, 5, 19))


def test_every_law_holds():
    met: Counter[str] = Counter()
    for seed in range(60):
        done = play(story(Random(seed)))
        for line in done.outcome.bookings:
            if line.purpose in ("CFOR", "CAGS", "BPUT"):
                met[f"{line.purpose} {line.standing.value}"] += 1
        rows = done.ledgers["corporate_actions"]
        met.update(f"BPUT {r.status}" for r in rows if (r.event, r.holder) == ("BPUT", "omnibus"))
        met["voteSplit"] += sum(t.function == "voteSplit" for t in done.outcome.transactions)
    instructed = {
        f"{what} {how}" for what in ("CFOR", "CAGS", "BPUT") for how in ("INSTRUCTED", "REFUSED")
    }
    ends = {"BPUT PAID", "BPUT LAPSED", "voteSplit"}
    assert set(+met) >= instructed | ends, met
