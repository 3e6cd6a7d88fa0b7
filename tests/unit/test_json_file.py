"""JSON files: exact, and every way a file can fail told by name."""

from __future__ import annotations

import os
from decimal import Decimal

import pytest

from sim.errors import BadInput
from sim.json_file import read_json

INSTEAD = "write a document"


@pytest.fixture
def read(tmp_path):
    def reading(content: str | bytes) -> object:
        file = tmp_path / "file.json"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_json(str(file), INSTEAD)

    return reading


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is not valid JSON: expecting value; write a document"),
        ('{\n"a": 1,\n}', ":3: is not valid JSON"),
        ('{"a": 1, "a": 2}', "a: is given twice in one object"),
        ('{"a": [{"b": 1, "b": 1}]}', "b: is given twice"),
        ("NaN", "NaN is not a number of JSON"),
        ("-Infinity", "-Infinity is not a number of JSON"),
        ("1" * 5_000, "is not valid JSON"),
        ("1e9999999999999999999", "holds a number beyond all size"),
        ("[" * 100_000, "is nested too deeply"),
        ('{"a":' * 100_000, "is nested too deeply"),
        (b'"\xff"', ":1: is not UTF-8"),
        (b"\n\n\xff", ":3: is not UTF-8"),
        (b" " * 10_000_001, "is larger than 10000000 bytes"),
        (r'["a", {"b": "\ud800"}]', "holds half a letter"),
        (r'{"\uDFFF": 1}', "holds half a letter"),
    ],
)
def test_content_is_refused(read, content, said):
    with pytest.raises(BadInput) as error:
        read(content)
    assert said in str(error.value)
    assert len(error.value.findings) == 1


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("", "is an empty name"),
        ("nowhere.json", "there is no file of this name"),
        (".", "is a folder"),
        ("a\0b", "cannot be read"),
    ],
)
def test_a_path_is_refused(tmp_path, monkeypatch, path, said):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput) as error:
        read_json(path, INSTEAD)
    assert said in str(error.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_one_may_not_read(tmp_path):
    file = tmp_path / "file.json"
    file.touch(mode=0)
    with pytest.raises(BadInput, match="cannot be read"):
        read_json(str(file), INSTEAD)


def test_numbers_are_exact(read):
    found = read("[0.1, 1e2, 12345678901234567890.12345, 7, true]")
    assert found == [
        Decimal("0.1"),
        Decimal("1E+2"),
        Decimal("12345678901234567890.12345"),
        7,
        True,
    ]
    assert [type(value) for value in found] == [Decimal, Decimal, Decimal, int, bool]


def test_a_byte_order_mark_and_whole_letters_are_read(read):
    assert read('\ufeff{"é": "\\ud83d\\ude00"}') == {"é": "😀"}
