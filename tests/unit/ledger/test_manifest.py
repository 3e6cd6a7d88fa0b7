from __future__ import annotations

import hashlib
import json

import pytest

from sim.errors import BadInput
from sim.ledger import RunFacts, build, read_manifest, write_run
from sim.ledger.manifest import hash_line, manifest_text

FACTS = RunFacts(
    scenario={"name": "hk-2023", "parties": ["發行人"]},
    seed=7,
    engine="revm",
    versions={"greenbond-sim": "0.1.0"},
    code_hashes={"Settlement": "ab" * 32},
)


def test_a_manifest_comes_back_as_it_was_written(told, tmp_path) -> None:
    wrote = write_run(tmp_path / "run", build(told.whole().inputs()), FACTS)
    assert read_manifest(tmp_path / "run") == wrote
    assert wrote.facts == FACTS
    assert [check.law for check in wrote.checks][:2] == ["SUPPLY", "DVP"]
    assert list(wrote.files) == sorted(wrote.files)


def test_it_holds_each_files_own_hash(told, tmp_path) -> None:
    wrote = write_run(tmp_path / "run", build(told.whole().inputs()), FACTS)
    for name, marks in wrote.files.items():
        content = (tmp_path / "run" / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == marks.sha256
        assert content.count(b"\n") - 1 == marks.rows


def test_breaches_are_in_it_in_words(told, tmp_path) -> None:
    story = told.whole()
    story.move(told.CASH, "Alpha", "Beta", 10**12)
    wrote = write_run(tmp_path / "run", build(story.inputs()), FACTS)
    cash = next(check for check in wrote.checks if check.law == "CASH")
    assert "more than it had" in cash.breaches[0]


def test_the_same_run_writes_the_same_bytes(told, tmp_path) -> None:
    first = write_run(tmp_path / "one", build(told.whole().inputs()), FACTS)
    second = write_run(tmp_path / "two", build(told.whole().inputs()), FACTS)
    assert manifest_text(first) == manifest_text(second)
    text = (tmp_path / "one" / "manifest.json").read_text(encoding="utf-8")
    assert json.loads(text)["scenario"] == FACTS.scenario
    assert (tmp_path / "one" / "manifest.sha256").read_text() == hash_line(text)


@pytest.mark.parametrize("content", [None, "", "{", "[]", "{}", '{"files": 1}'])
def test_a_folder_without_a_manifest(tmp_path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(BadInput, match=r"manifest\.json"):
        read_manifest(tmp_path)
