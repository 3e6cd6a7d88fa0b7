from __future__ import annotations

from sim.chain import logs as chain
from sim.ledger import build


def test_entries_in_words(told) -> None:
    story = told.Story()
    story.admit("2023-02-13 08:00", "Cedar", nominee=True, acknowledged=True)
    story.admit(
        "2023-02-14 08:00", "Cedar", sanctioned=True, change=chain.RegisterChange.SANCTIONED
    )
    first, second = build(story.inputs())["register"]
    assert (first.party, first.class_, first.jurisdiction) == ("Cedar", "institution", "HK")
    assert (first.flags, first.change, first.by) == (
        "NOMINEE RISK_ACKNOWLEDGED",
        "ADMITTED",
        "Registrar",
    )
    assert first.kyc_expiry == told.at("2030-01-01 00:00")
    assert (second.flags, second.change) == ("SANCTIONED", "SANCTIONED")


def test_removed_has_no_class_and_never_no_expiry(told) -> None:
    story = told.Story()
    story.admit("2023-02-13 08:00", "Alpha", kind=chain.InvestorClass.NONE)
    story.change(-1, kyc_expiry=2**40 - 1)
    (row,) = build(story.inputs())["register"]
    assert (row.class_, row.kyc_expiry) == ("", None)


def test_no_register_no_table(told) -> None:
    assert "register" not in build(told.Story().inputs()).tables
