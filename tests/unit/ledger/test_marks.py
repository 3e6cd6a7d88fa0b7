from __future__ import annotations

import pytest

from sim.ledger.marks import FileMarks, MarkedHash, differences


def marks(*lines: str) -> FileMarks:
    taken = MarkedHash()
    taken.add([line.encode() + b"\n" for line in lines])
    return taken.done()


HEADER = "a,b"
ROWS = [f"row {number}" for number in range(5)]


def test_marks_survive_json() -> None:
    wrote = marks(HEADER, *ROWS)
    assert FileMarks.from_json(wrote.as_json()) == wrote
    assert wrote.rows == 5


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (["a,c", *ROWS], "its first line (the column names) was changed"),
        ([HEADER, *ROWS[:2], "row 9", *ROWS[3:]], "what it says was changed in line 4"),
        (
            [HEADER, ROWS[1], ROWS[0], *ROWS[2:]],
            "its rows are in another order in line 2, 3",
        ),
        (
            [HEADER, *ROWS[:3], ROWS[4]],
            "1 row is missing: it has 4, the run wrote 5; they differ from line 5 on",
        ),
        (
            [HEADER, *ROWS, "more", "and more"],
            "2 rows are too many: it has 7, the run wrote 5",
        ),
    ],
)
def test_what_differs_in_words(now: list[str], said: str) -> None:
    assert differences(marks(HEADER, *ROWS), marks(*now)) == said


def test_a_long_file_names_the_run_of_rows() -> None:
    rows = [f"row {number}" for number in range(1000)]
    changed = [*rows[:500], "other", *rows[501:]]
    wrote = marks(HEADER, *rows)
    assert len(wrote.marks) <= 256 * 8
    # Four rows a mark: the 501st row, in line 502, is among lines 502 to 505.
    assert differences(wrote, marks(HEADER, *changed)).endswith("in line 502 to 505")


def test_an_empty_file_has_marks_too() -> None:
    assert marks().rows == 0
