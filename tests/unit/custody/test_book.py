"""A keeper's book: what its lines come to, and when they count."""

from __future__ import annotations

import pytest

from sim.custody import KeptBook, Standing


def test_a_line_of_another_book_is_refused(line):
    with pytest.raises(ValueError, match="a line of west cannot stand in the book of east"):
        KeptBook("east").write(line("west", "cat", 5))


def test_a_refused_delivery_moves_nothing(line):
    book = KeptBook("east")
    book.write(line("east", "ann", 5))
    book.write(line("east", "ann", -9, standing=Standing.REFUSED, reference=""))
    assert book.units("ann", "HKD") == 5
    assert book.holdings("HKD", 1000) == {"ann": 5}
    assert len(book.lines) == 2


def test_units_are_a_holders_and_a_tranches(line):
    book = KeptBook("east")
    book.write(line("east", "ann", 5))
    book.write(line("east", "ann", 7, tranche="CNH"))
    assert (book.units("ann", "HKD"), book.units("ann", "CNH"), book.units("bob", "HKD")) == (
        5,
        7,
        0,
    )


class TestHoldings:
    def test_what_comes_at_the_instant_is_too_late(self, line):
        book = KeptBook("east")
        book.write(line("east", "ann", 5, at=99))
        book.write(line("east", "bob", 3, at=100))
        assert book.holdings("HKD", 100) == {"ann": 5}
        assert book.holdings("HKD", 101) == {"ann": 5, "bob": 3}

    def test_a_correction_counts_from_what_it_puts_right(self, line):
        book = KeptBook("east")
        book.write(line("east", "ann", 5, at=50))
        book.write(line("east", "ann", 2, at=300, value_at=60, standing=Standing.CORRECTED))
        assert book.holdings("HKD", 100) == {"ann": 7}

    def test_who_has_nothing_left_is_left_out(self, line):
        book = KeptBook("east")
        book.write(line("east", "ann", 5, at=50))
        book.write(line("east", "ann", -5, at=60))
        assert book.holdings("HKD", 100) == {}


def test_paid_adds_up_what_was_booked_under_a_reference(line):
    book = KeptBook("east")
    book.write(line("east", "ann", -3, 900, reference="A001", purpose="PRIN"))
    book.write(line("east", "ann", -1, 300, reference="A001", purpose="PRIN"))
    book.write(line("east", "east", 0, 1, reference="A001", purpose="PRIN"))
    book.write(line("east", "bob", 4, -500))
    assert book.paid("A001") == {"ann": (-4, 1200), "east": (0, 1)}
    assert book.paid("A002") == {}
