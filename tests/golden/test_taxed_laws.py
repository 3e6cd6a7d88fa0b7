"""Tax on what went wrong, recomputed from events; and what RECORD says where one is changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from sim.chain.logs import (
    ActionAnnounced,
    ActionKind,
    Claimed,
    InvestorRecorded,
    Log,
    Paid,
    RecoveryDistributed,
    TaxPaid,
    TermsSet,
    Withheld,
)
from sim.ledger import build
from sim.run import Run, ledger_inputs
from tests.golden.figures import half_up
from tests.golden.taxed import WATERFALLS, cured, office, recovered


class TestRecomputed:
    """From the events of a run alone, by nothing of the books."""

    @pytest.mark.parametrize("waterfall", WATERFALLS)
    def test_tax_of_a_recovery(self, waterfall):
        run = recovered(waterfall)
        taxed = recomputed(run.outcome.logs)
        assert sum(taxed.values()) == office(run.ledgers)
        assert office(run.ledgers) > 0

    @pytest.mark.parametrize("basis", ["calculation_amount", "holding"])
    def test_tax_of_a_cure(self, basis):
        run = cured(basis)
        assert sum(recomputed(run.outcome.logs).values()) == office(run.ledgers) > 0


def recomputed(logs: Sequence[Log]) -> dict[int, int]:
    """Tax by action; every payment and what was paid on agree with it."""
    lives: dict[str, int] = {}
    rates: dict[int, Fraction] = {}
    kinds: dict[int, ActionKind] = {}
    interest: dict[int, int] = {}
    taken: dict[int, int] = defaultdict(int)
    aside: dict[tuple[int, str], int] = {}
    paid_on: dict[int, int] = defaultdict(int)
    for log in logs:
        if isinstance(log, InvestorRecorded):
            lives[log.account] = log.jurisdiction
        elif isinstance(log, TermsSet):
            rates = {tax.jurisdiction: Fraction(tax.rate, 10**9) for tax in log.terms.taxes}
        elif isinstance(log, ActionAnnounced):
            kinds[log.action_id] = log.announcement.kind
        elif isinstance(log, RecoveryDistributed):
            interest[log.action_id] = log.interest_per_unit
        elif isinstance(log, Paid | Withheld):
            whole = kinds[log.action_id] in (ActionKind.INTR, ActionKind.DINT)
            base = log.gross if whole else log.units * interest.get(log.action_id, 0)
            tax = half_up(base * rates.get(lives[log.holder], Fraction(0)))
            assert (log.tax, log.net) == (tax, log.gross - tax), log
            if isinstance(log, Withheld):
                aside[log.action_id, log.holder] = tax
            else:
                taken[log.action_id] += tax
        elif isinstance(log, Claimed):
            taken[log.action_id] += aside.pop((log.action_id, log.holder))
        elif isinstance(log, TaxPaid):
            paid_on[log.action_id] += log.amount
    assert not aside
    assert {number: tax for number, tax in taken.items() if tax} == paid_on
    return dict(paid_on)


class TestLaw:
    """RECORD, of logs that somebody changed."""

    def test_of_default_interest_untaxed(self):
        problems = broken(cured(), 2, "elm", tax=0, net=20_40)
        assert "A002 elm: 0 of tax, 408 due on 2040" in problems

    def test_of_tax_on_principal(self):
        """A fifth of all that elm was paid, and not of the interest in it."""
        gross = 24 * 2_500_00
        problems = broken(recovered("pari_passu"), 2, "elm", tax=gross // 5, net=gross * 4 // 5)
        assert f"A002 elm: {gross // 5} of tax, 4507 due on {24 * 9_39}" in problems

    def test_of_another_waterfall(self):
        run = recovered("pari_passu")

        def change(log: Log) -> Log:
            if isinstance(log, RecoveryDistributed):
                each = log.principal_per_unit + log.interest_per_unit
                return replace(log, interest_per_unit=10_00, principal_per_unit=each - 10_00)
            return log

        problems = breaches(run, change)
        assert "A002: 1000 of 250000 a unit called interest, the waterfall: 939" in problems


def breaches(run: Run, change: Callable[[Log], Log]) -> str:
    inputs = ledger_inputs(run.outcome)
    books = build(replace(inputs, logs=list(map(change, inputs.logs))))
    return "\n".join(str(breach) for breach in books.breaches if breach.law == "RECORD")


def broken(run: Run, action: int, holder: str, **values: int) -> str:
    """What RECORD says of one payment with other values."""

    def change(log: Log) -> Log:
        mine = isinstance(log, Paid) and log.action_id == action
        mine = mine and run.outcome.names[log.holder] == holder
        return replace(log, **values) if mine else log

    return breaches(run, change)
