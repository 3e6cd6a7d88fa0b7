"""Tables of options for the small deal."""

from __future__ import annotations


def choice(kind: str, **values: object) -> str:
    """A table of a tranche: at par, unless told otherwise."""
    dated = kind in ("call", "put")
    heading = f"[[tranche.{kind}]]" if dated else f"[tranche.{kind}]"
    told = {"price": 100, "notice": 5, **values}
    if kind == "clean_up_call":
        told.setdefault("threshold", 10)
    return f"\n{heading}\n" + "".join(f"{key} = {value}\n" for key, value in told.items())
