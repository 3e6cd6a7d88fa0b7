"""A run whose money moves in a payment system, as its user meets it: checked, run, verified."""

from __future__ import annotations

import pytest

#: The small scenario, paid in a payment system; one order in central bank money.
CHANGES = (
    ('rails = ["cbdc"]', 'rails = ["rtgs", "cbdc"]'),
    (
        "[[rail]]",
        '[[rail]]\nkind = "rtgs"\ncurrency = "HKD"\ntitle = "A payment system"\n'
        'issuer = "clearing-house"\n\n[[rail]]',
    ),
    (
        "[[party]]",
        '[[party]]\nname = "clearing-house"\ntitle = "Operates it"\n'
        'roles = ["rail operator"]\n\n[[party]]',
    ),
    ('tranche = "HKD"\nunits = 30', 'tranche = "HKD"\nunits = 30\nrail = "cbdc"'),
    ("unpaid = 1", "unpaid = 1\nelect = { cbdc = 50 }"),
)


@pytest.fixture
def scenario(spoiled) -> str:
    """Its path."""
    return spoiled(*CHANGES)


def test_is_sound(greenbond, scenario):
    assert greenbond("check", scenario).status == 0


def test_runs_and_every_check_holds_and_verifies(greenbond, scenario, tmp_path):
    folder = tmp_path / "run"
    done = greenbond("run", scenario, "--out", folder)
    assert done.status == 0, done.err
    lines = (folder / "ledgers/cash.csv").read_text(encoding="utf-8").splitlines()
    rails = {line.split(",")[3] for line in lines}
    assert rails == {"rail", "rtgs", "cbdc"}
    done = greenbond("verify", folder)
    assert done.status == 0, done.err


def test_an_altered_reference_is_found(greenbond, scenario, tmp_path):
    folder = tmp_path / "run"
    assert greenbond("run", scenario, "--out", folder).status == 0
    file = folder / "ledgers/cash.csv"
    text = file.read_text(encoding="utf-8")
    assert "HKD-20230216-000001" in text
    file.write_text(text.replace("HKD-20230216-000001", "HKD-20230216-000009"), encoding="utf-8")
    done = greenbond("verify", folder)
    assert done.status == 1
    assert "cash.csv" in done.err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'units = 30\nrail = "cbdc"',
            'units = 30\nrail = "stablecoin"',
            'order.1.rail: tranche HKD is not paid by "stablecoin"; write "rtgs" or "cbdc"',
        ),
        (
            'roles = ["rail operator"]',
            "roles = []",
            'rail.1.issuer: "clearing-house" does not have the role "rail operator" or',
        ),
        (
            "elect = { cbdc = 50 }",
            "elect = { cbdc = 50, stablecoin = 1 }",
            "book.elect.stablecoin: no tranche is paid that way",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(greenbond, spoiled, old, new, said):
    file = spoiled(*CHANGES, (old, new))
    done = greenbond("run", file)
    assert done.status == 2
    assert said in done.err
    assert "Traceback" not in done.err
