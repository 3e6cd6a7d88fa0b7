"""The interest of a tranche in a few words."""

from __future__ import annotations

from sim.model import Coupon

__all__ = ["rate_told"]


def rate_told(coupon: Coupon) -> str:
    """How the rate is set: "4.05 %", "HIBOR 3M + 0.35 %"; bounds are left to the term sheet."""
    match coupon.kind:
        case "fixed":
            return f"{coupon.rate} %"
        case "zero":
            return "no interest,"
        case "stepped":
            return " then ".join(f"{step.rate} %" for step in coupon.steps)
        case "floating":
            times = "" if coupon.multiplier == 1 else f"{coupon.multiplier} x "
            sign = "-" if coupon.spread < 0 else "+"
            spread = f" {sign} {abs(coupon.spread)} %" if coupon.spread else ""
            return f"{times}{coupon.reference}{spread}"
        case "inflation":
            return f"the higher of {coupon.floor} % and {coupon.reference}"
