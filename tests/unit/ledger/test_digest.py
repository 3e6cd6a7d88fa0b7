from __future__ import annotations

from dataclasses import replace

import pytest

from sim.ledger import RunFacts, build, ledger_digest, write_run
from sim.ledger.digest import digest_of_files

FACTS = RunFacts({}, 1, "revm", {}, {})


def test_blocks_and_transactions_are_in_no_digest(told) -> None:
    story = told.whole()
    digest = ledger_digest(build(story.inputs()))
    story.logs = [replace(log, block=log.block * 2 + 1) for log in story.logs]
    assert ledger_digest(build(story.inputs())) == digest


def test_anything_else_is(told) -> None:
    story = told.whole()
    digest = ledger_digest(build(story.inputs()))
    story.logs = [replace(log, at=log.at + 1) for log in story.logs]
    assert ledger_digest(build(story.inputs())) != digest


def test_files_give_the_digest_of_the_tables(told, tmp_path) -> None:
    from sim.ledger import Account, AccountType

    story = told.whole()
    odd = Account('=a "quoted", name\r\nof two lines', AccountType.HOUSE)
    names = {**story.inputs().names, told.PARTIES["Alpha"]: odd}
    ledgers = build(story.inputs(names=names))
    manifest = write_run(tmp_path / "run", ledgers, FACTS)
    files = sorted((tmp_path / "run" / "ledgers").iterdir())
    assert digest_of_files(files) == ledger_digest(ledgers) == manifest.ledger_digest


def test_a_file_that_is_no_csv(tmp_path) -> None:
    file = tmp_path / "cash.csv"
    file.write_text('a,b\n"open\n')
    with pytest.raises(ValueError, match="end of data"):
        digest_of_files([file])
