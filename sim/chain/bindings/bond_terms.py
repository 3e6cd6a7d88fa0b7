"""Calls of `BondTerms`.

Generated from the contracts by `python -m sim.chain.generate`; not edited by hand.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.chain import kinds
from sim.chain.abi import Function
from sim.chain.chain import Chain, Receipt
from sim.chain.codec import Array
from sim.chain.contract import Contract
from sim.chain.identity import Address
from sim.chain.logs import Change, CouponKind, DayCountConvention, Flow, Period, Terms
from sim.chain.structs import Due

__all__ = ["BondTerms"]

_ACCRUED = Function[tuple[int, int]](
    "accrued", "0xfdd640cf", ("uint256", "uint32"), ("uint256", "uint256")
)
_ADD_RECORD = Function[None]("addRecord", "0x2f6b9e58", ("uint32", "uint40"), ())
_AMEND = Function[None]("amend", "0x8f230299", ("uint256", Array(kinds.PERIOD), kinds.CHANGE), ())
_APPEND = Function[None]("append", "0x38e85b86", (Array(kinds.PERIOD),), ())
_BIND = Function[None]("bind", "0x81bac14f", ("address",), ())
_BOND = Function[Address]("bond", "0x64c9ec6f", (), ("address",))
_CALCULATION_AMOUNT = Function[int]("calculationAmount", "0x37dbcb89", (), ("uint256",))
_COUPON_FORM = Function[tuple[CouponKind, int, DayCountConvention]](
    "couponForm", "0xa11495f7", (), (kinds.COUPON_KIND, "uint8", kinds.DAY_COUNT_CONVENTION)
)
_DEFAULT_RAIL = Function[Address]("defaultRail", "0x68ad1071", (), ("address",))
_DUE = Function[Due]("due", "0x5d05f724", ("uint256", kinds.FLOW), (kinds.DUE,))
_FACTOR = Function[int]("factor", "0x54f703f8", (), ("uint256",))
_FACTOR_BEFORE = Function[int]("factorBefore", "0x11dad6cc", ("uint256",), ("uint256",))
_FALL_BACK = Function[None]("fallBack", "0x0bb9db58", ("uint256",), ())
_FIX = Function[None]("fix", "0xf8f2428b", ("uint256", "int64"), ())
_FIXINGS = Function[int]("fixings", "0x6b11122b", (), ("uint256",))
_FRACTION = Function[tuple[int, int]](
    "fraction", "0x8f291222", ("uint32", "uint32"), ("uint256", "uint256")
)
_INTEREST_PER_UNIT = Function[tuple[int, int, int, int]](
    "interestPerUnit", "0x05bd2034", ("uint256",), ("uint256", "uint256", "uint256", "uint256")
)
_ISIN = Function[str]("isin", "0x82d5a60d", (), ("string",))
_LIFE = Function[tuple[int, int]]("life", "0xc5310868", (), ("uint32", "uint32"))
_OBSERVED = Function[int]("observed", "0x3a5fe8af", ("uint256",), ("int64",))
_PERIOD = Function[Period]("period", "0xd4b08aee", ("uint256",), (kinds.PERIOD,))
_PERIODS = Function[int]("periods", "0xa4caeb42", (), ("uint256",))
_RECORD_DATES = Function[tuple[tuple[int, ...], tuple[int, ...]]](
    "recordDates", "0x06253eae", (), ("uint32[]", "uint40[]")
)
_ROLES = Function[Address]("roles", "0x392f5f64", (), ("address",))
_RUNNING_RATE = Function[int]("runningRate", "0x1052011b", (), ("uint64",))
_SIZES = Function[tuple[int, int]]("sizes", "0xe4da41a7", (), ("uint64", "uint64"))
_TAX_ACCOUNT = Function[Address]("taxAccount", "0x6184c164", (), ("address",))
_TAX_RATE = Function[int]("taxRate", "0x1c667a30", ("uint16",), ("uint64",))
_TERMS = Function[Terms]("terms", "0xd5025625", (), (kinds.TERMS,))
_TERMS_HASH = Function[bytes]("termsHash", "0xb311d9fd", (), ("bytes32",))
_VERSION = Function[int]("version", "0x54fd4d50", (), ("uint16",))
_VERSION_OF = Function[int]("versionOf", "0xa563b450", ("uint256",), ("uint16",))


class BondTerms(Contract):
    """A deployed `BondTerms`."""

    __slots__ = ()

    @classmethod
    def deploy(
        cls, chain: Chain, roles: Address, terms: Terms, *, sender: Address, name: str = "BondTerms"
    ) -> BondTerms:
        """Deploys one under a name; raises Reverted when its constructor refuses."""
        return cls(chain, chain.deploy("BondTerms", roles, terms, sender=sender, name=name))

    def accrued(self, index: int, date: int) -> tuple[int, int]:
        """What of it has accrued from the period's start to a civil day in it; at the floor
        while the rate is not fixed. Where days are counted by coupon periods, a part of a
        regular one is so much of it.
        """
        return self._read(_ACCRUED, (index, date))

    def add_record(self, date: int, closes: int, *, sender: Address) -> Receipt:
        """Adds a record date that belongs to no period, as a vote needs."""
        return self._send(_ADD_RECORD, (date, closes), sender)

    def amend(
        self, from_: int, tail: Sequence[Period], change: Change, *, sender: Address
    ) -> Receipt:
        """Replaces the periods from one on, none of whose record date has passed, by others: a
        new version.
        """
        return self._send(_AMEND, (from_, tail, change), sender)

    def append(self, more: Sequence[Period], *, sender: Address) -> Receipt:
        """Adds periods after those there are, in as many batches as it takes; whoever deployed
        the terms, until they are bound.
        """
        return self._send(_APPEND, (more,), sender)

    def bind(self, named: Address, *, sender: Address) -> Receipt:
        """Names the bond these are the terms of, once, by whoever deployed the terms: it was
        deployed with them, keeps the holders, and is told the record dates. Before that no
        unit can be issued.
        """
        return self._send(_BIND, (named,), sender)

    def bond(self) -> Address:
        """The bond these are the terms of."""
        return self._read(_BOND, ())

    def calculation_amount(self) -> int:
        """Face of one unit at issue, in the currency's smallest unit."""
        return self._read(_CALCULATION_AMOUNT, ())

    def coupon_form(self) -> tuple[CouponKind, int, DayCountConvention]:
        """How coupons come about: kind, how many a year, by which day count."""
        return self._read(_COUPON_FORM, ())

    def default_rail(self) -> Address:
        """Cash token payments use by default."""
        return self._read(_DEFAULT_RAIL, ())

    def due(self, index: int, flow: Flow) -> Due:
        """What falls due with a period."""
        return self._read(_DUE, (index, flow))

    def factor(self) -> int:
        """Part of face outstanding by the schedule now, 1e-9: instalments count from when they
        are payable.
        """
        return self._read(_FACTOR, ())

    def factor_before(self, index: int) -> int:
        """Part of face outstanding when a period starts, 1e-9."""
        return self._read(_FACTOR_BEFORE, (index,))

    def fall_back(self, index: int, *, sender: Address) -> Receipt:
        """Lets the rate of a period that was not fixed in time fall back; anyone may call."""
        return self._send(_FALL_BACK, (index,), sender)

    def fix(self, index: int, rate: int, *, sender: Address) -> Receipt:
        """Fixes the rate of a floating period from what the calculation agent observed, 1e-9 a
        year.
        """
        return self._send(_FIX, (index, rate), sender)

    def fixings(self) -> int:
        """Floating periods fixed so far, by the agent or by falling back; they are fixed in
        order.
        """
        return self._read(_FIXINGS, ())

    def fraction(self, start: int, end: int) -> tuple[int, int]:
        """Fraction of a year between two civil days that bound no period, by the day count of
        the terms; where that counts by coupon periods, by notional ones from the first day.
        """
        return self._read(_FRACTION, (start, end))

    def interest_per_unit(self, index: int) -> tuple[int, int, int, int]:
        """Interest of a period on one unit as an exact fraction of the smallest unit of the
        currency.
        """
        return self._read(_INTEREST_PER_UNIT, (index,))

    def isin(self) -> str:
        """ISO 6166, empty when unknown."""
        return self._read(_ISIN, ())

    def life(self) -> tuple[int, int]:
        """Issue and maturity, civil days."""
        return self._read(_LIFE, ())

    def observed(self, index: int) -> int:
        """What was observed for a fixed period, 1e-9."""
        return self._read(_OBSERVED, (index,))

    def period(self, index: int) -> Period:
        """One interest period, numbered from 0, with its rate where that was fixed."""
        return self._read(_PERIOD, (index,))

    def periods(self) -> int:
        """Number of interest periods, which is the number of record dates."""
        return self._read(_PERIODS, ())

    def record_dates(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Record dates to come, in order: the civil days and the instants at which they close."""
        return self._read(_RECORD_DATES, ())

    def roles(self) -> Address:
        """Where roles are read from."""
        return self._read(_ROLES, ())

    def running_rate(self) -> int:
        """Rate of the period that runs now, 1e-9; zero while it is not fixed."""
        return self._read(_RUNNING_RATE, ())

    def sizes(self) -> tuple[int, int]:
        """Least units a holder may have unless zero, and units on offer."""
        return self._read(_SIZES, ())

    def tax_account(self) -> Address:
        """Account that receives what is withheld as tax; the zero address where nothing is."""
        return self._read(_TAX_ACCOUNT, ())

    def tax_rate(self, jurisdiction: int) -> int:
        """Part of interest withheld from holders of a jurisdiction, 1e-9."""
        return self._read(_TAX_RATE, (jurisdiction,))

    def terms(self) -> Terms:
        """The terms in force."""
        return self._read(_TERMS, ())

    def terms_hash(self) -> bytes:
        """Hash of the terms and the full schedule of the version in force."""
        return self._read(_TERMS_HASH, ())

    def version(self) -> int:
        """Version of the terms in force, 0 at issue."""
        return self._read(_VERSION, ())

    def version_of(self, index: int) -> int:
        """Version that set a period, or took it away."""
        return self._read(_VERSION_OF, (index,))
