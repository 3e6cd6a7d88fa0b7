from __future__ import annotations

import tomllib
from typing import Any

from sim.model.lines import Path, key_lines

TRICKY = '''\
a = 1                      # [not.a.table]
"b c" = "x = [[y]]"
sources = [
  "k = 1", # ]
  """long
[also.not]
k = 2""",
  ["[[nor.this]]", 'n = 3'],
]
long = """
fake = 1
[fake]
"""
raw = \'\'\'
fake = 2
\'\'\'
dot.ted = 4

[table]   # comment
k = { inner = 1 }
[[list]]
k = 1
[list.sub]
k = 2
[[list]]
[list.sub]
k = 3
[[list.deep]]
k = 4
[[list.deep]]
k = 5
'''


def test_each_key_is_on_its_line() -> None:
    assert key_lines(TRICKY) == {
        ("a",): 1,
        ("b c",): 2,
        ("sources",): 3,
        ("long",): 10,
        ("raw",): 14,
        ("dot", "ted"): 17,
        ("table",): 19,
        ("table", "k"): 20,
        ("list",): 21,
        ("list", 0): 21,
        ("list", 0, "k"): 22,
        ("list", 0, "sub"): 23,
        ("list", 0, "sub", "k"): 24,
        ("list", 1): 25,
        ("list", 1, "sub"): 26,
        ("list", 1, "sub", "k"): 27,
        ("list", 1, "deep"): 28,
        ("list", 1, "deep", 0): 28,
        ("list", 1, "deep", 0, "k"): 29,
        ("list", 1, "deep", 1): 30,
        ("list", 1, "deep", 1, "k"): 31,
    }


def test_every_path_leads_somewhere_in_what_the_parser_reads() -> None:
    document: Any = tomllib.loads(TRICKY)

    def entered(path: Path) -> Any:
        value = document
        for part in path:
            value = value[part]
        return value

    for path in key_lines(TRICKY):
        assert entered(path) is not None
