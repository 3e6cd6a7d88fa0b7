"""Which line goes wrong, how, and what puts it right."""

from __future__ import annotations

from datetime import date

import pytest

from sim.custody import Fault, Standing

DAY, LATER = date(2024, 10, 10), date(2024, 10, 16)


def fault(**other):
    told = {"custodian": "east", "client": "ann", "tranche": "HKD", "first": DAY, "resolved": LATER}
    return Fault(**{**told, **other})


class TestStrikes:
    def test_the_clients_next_line(self, line):
        assert fault().strikes(line("east", "ann", 12), DAY)
        assert fault().strikes(line("east", "ann", -12), date(2024, 10, 15))

    @pytest.mark.parametrize(
        ("other", "day"),
        [
            ({}, date(2024, 10, 9)),
            ({}, LATER),
            ({"client": "bob"}, DAY),
            ({"custodian": "west"}, DAY),
            ({"tranche": "CNH"}, DAY),
            ({"only": 11}, DAY),
            ({"quantity": 12}, DAY),
        ],
    )
    def test_nothing_else(self, line, other, day):
        assert not fault(**other).strikes(line("east", "ann", 12), day)

    def test_no_line_without_units(self, line):
        assert not fault().strikes(line("east", "ann", 0, 448_767), DAY)

    def test_one_that_is_never_put_right_waits_for_ever(self, line):
        assert fault(resolved=None).strikes(line("east", "ann", 12), date(2034, 10, 10))


class TestMissedBooking:
    def test_nothing_is_written_until_all_of_it_is(self, line):
        told = line("east", "ann", 12, -600)
        assert fault().written(told) is None
        right = fault().correction(told, 500)
        assert (right.units, right.amount, right.standing) == (12, -600, Standing.CORRECTED)
        assert (right.at, right.value_at, right.reference) == (500, 100, "I000001")


class TestWrongQuantity:
    @pytest.mark.parametrize(
        ("told_units", "booked", "wrong", "missing"),
        [(12, 120, 120, -108), (12, 2, 2, 10), (-5, 15, -15, 10), (-5, 1, -1, -4)],
    )
    def test_what_is_written_and_what_puts_it_right(self, line, told_units, booked, wrong, missing):
        told = line("east", "ann", told_units, 600)
        mistyped = fault(quantity=booked)
        wrote = mistyped.written(told)
        assert (wrote.units, wrote.amount) == (wrong, 600)
        right = mistyped.correction(told, 500)
        assert (right.units, right.amount) == (missing, 0)
        assert wrote.units + right.units == told.units
