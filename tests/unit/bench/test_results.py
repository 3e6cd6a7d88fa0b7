"""What is said of timings that are given: ratios, stages, and books that differ."""

from __future__ import annotations

import pytest

from sim.bench.limit import LimitSeconds
from sim.bench.measure import Measured, Timing
from sim.bench.results import Results, bare, judged, ledgered, share_of_bare, stages
from sim.bench.telling import conclusion, engine_lines
from sim.errors import CheckFailed

FAST = Measured(
    "revm",
    "a1",
    1_000,
    [Timing(0.15, 0.03, 0.01, 0.02), Timing(0.30, 0.06, 0.02, 0.04)],
    LimitSeconds([0.1, 0.2], [0.12, 0.24]),
)
SLOW = Measured("eth-tester", "b2", 20, [Timing(0.99, 0.005, 0.1, 0.005)])


@pytest.fixture
def results() -> Results:
    return Results({"processor": "any"}, 2, 20, {"eth-tester": "b2", "revm": "b2"}, [SLOW, FAST])


def test_the_laws_are_told_apart():
    assert ledgered(SLOW).median == pytest.approx(20.0)
    assert judged(SLOW).median == pytest.approx(20 / 1.1)


def test_ratios(results):
    # 1,000 by 0.2 s and by 0.4 s: 3,750 a second in the middle, against 20.
    assert ledgered(FAST).median == pytest.approx(3_750)
    assert results.times_reference(FAST) == pytest.approx(187.5)
    assert results.times_reference(SLOW) is None
    assert share_of_bare(FAST).median == pytest.approx(0.5)
    assert share_of_bare(SLOW) is None
    assert bare(FAST).median == pytest.approx(7_500)


def test_without_the_reference_there_is_no_ratio_to_it(results):
    results.loads.remove(SLOW)
    assert results.times_reference(FAST) is None
    assert not [line for line in engine_lines(results, FAST) if "times eth-tester" in line]


def test_stages_add_up_to_a_settlement():
    taken = stages(FAST)
    assert taken["bare pyrevm"] == pytest.approx(150)
    assert taken["blocks, receipts, raw logs"] == pytest.approx(30)
    assert taken["calldata and decoding"] == pytest.approx(45)
    laws = taken.pop("laws")
    assert laws == pytest.approx(15)
    assert sum(taken.values()) == pytest.approx(300)


def test_stages_of_an_engine_without_a_limit():
    assert stages(SLOW)["transactions"] == pytest.approx(49_500)


def test_books_that_differ_fail(results):
    results.require_equal_books()
    results.books["revm"] = "c3"
    with pytest.raises(CheckFailed, match="b2 on eth-tester, c3 on revm"):
        results.require_equal_books()
    assert "NOT EQUAL" in "\n".join(conclusion(results))


def test_it_is_told_with_the_aims(results):
    told = "\n".join(engine_lines(results, FAST))
    assert "3,750 (2,500 to 5,000) ledgered settlements a second" in told
    assert "188 times eth-tester (aim 200)" in told
    assert "0.50 (0.50 to 0.50) of bare (aim 0.5)" in told
    assert "aim" not in "\n".join(engine_lines(results, SLOW))
