"""Units as they ought to be: who holds them, what holds them back, and who stands for whom."""

from __future__ import annotations

from collections import defaultdict

from sim.chain import Address
from tests.contracts.deal import MINIMUM_UNITS, Deal

#: Of a unit's count the contract keeps 64 bits.
MOST_FROZEN = 2**64 - 1


def law(name: str, holds: bool, *facts: object) -> None:
    """Fails with the name of the law and the facts that disagree."""
    assert holds, f"{name}: {facts}"


class Units:
    """Holdings, locks and freezes of one bond, and the register's part in who may move them."""

    def __init__(self, deal: Deal) -> None:
        self.bond = deal.bond
        #: Accounts in force that trade; one that is lost leaves, the one that replaces it comes.
        self.investors = list(deal.investors)
        self.units: dict[Address, int] = defaultdict(int)
        self.locked: dict[Address, int] = defaultdict(int)
        self.frozen_units: dict[Address, int] = defaultdict(int)
        self.issued = self.redeemed = 0
        #: Holders whom an order left with less than the minimum.
        self.left_below: set[Address] = set()
        self.replaced: dict[Address, Address] = {}
        #: Of those who trade: without a class in the register, or with a KYC that expired.
        self.removed: set[Address] = set()
        self.lapsed: set[Address] = set()
        self.sanctioned: set[Address] = set()
        self.frozen: set[Address] = set()
        self.paused = self.closed = False

    # --- who ---

    def in_force(self, account: Address) -> Address:
        """The account that stands for one that was lost; else the account itself."""
        while account in self.replaced:
            account = self.replaced[account]
        return account

    def may_send(self, account: Address) -> bool:
        return account not in self.sanctioned | self.frozen | set(self.replaced)

    def may_receive(self, account: Address) -> bool:
        return self.may_send(account) and account not in self.removed | self.lapsed

    def replace(self, lost: Address, replacement: Address) -> None:
        """The register's entry passes on, to one who has none of its own; sanctions always."""
        self.replaced[lost] = replacement
        if replacement not in self.investors or replacement in self.removed:
            for marked in (self.removed, self.lapsed):
                marked.discard(replacement)
                if lost in marked:
                    marked.add(replacement)
        if lost in self.sanctioned:
            self.sanctioned.add(replacement)
        self.investors.remove(lost)
        if replacement not in self.investors:
            self.investors.append(replacement)

    def recover(self, lost: Address) -> Address:
        """Everything the bond keeps for a lost account, and for those between it and the account
        in force, is that account's; returns it.
        """
        target = self.in_force(lost)
        while lost != target:
            for kept in (self.units, self.locked, self.frozen_units):
                kept[target] += kept.pop(lost, 0)
            if lost in self.frozen:
                self.frozen.discard(lost)
                self.frozen.add(target)
            lost = self.replaced[lost]
        self.frozen_units[target] = min(self.frozen_units[target], MOST_FROZEN)
        self._by_order(target)
        return target

    # --- units ---

    def available(self, account: Address) -> int:
        kept = self.locked[account] + self.frozen_units[account]
        return max(0, self.units[account] - kept)

    def move(self, source: Address, target: Address, units: int) -> None:
        """Units change hands, and both hands may."""
        law("ELIGIBLE", self.may_receive(target), target)
        law("ELIGIBLE", self.may_send(source), source)
        law("ELIGIBLE", not self.paused, "moved while the bond was paused")
        law("ELIGIBLE", not self.closed, "moved after the final record date")
        law("ELIGIBLE", units <= self.available(source), source, units, self.available(source))
        self.units[source] -= units
        self.units[target] += units
        if source != target:
            self._by_holders(source, target)

    def issue(self, target: Address, units: int) -> None:
        law("ELIGIBLE", self.may_receive(target) and not self.paused, target)
        self.units[target] += units
        self.issued += units
        self._by_holders(target)

    def force(self, source: Address, target: Address, units: int) -> None:
        """An order: only the receiver has to be fit."""
        law("ELIGIBLE", self.may_receive(target), target)
        law("ELIGIBLE", not self.closed, "forced after the final record date")
        if source != target:
            self._take(source, units)
            self.units[target] += units
        self._by_order(source, target)

    def redeem(self, holder: Address, units: int) -> None:
        self._take(holder, units)
        self.redeemed += units
        self._by_order(holder)

    def unlock(self, holder: Address, units: int) -> None:
        """An order may have taken what was locked; then what is left of it is released."""
        self.locked[holder] -= min(units, self.locked[holder])

    def _take(self, holder: Address, units: int) -> None:
        """Free units first, then frozen ones, then locked ones."""
        law("SUPPLY", units <= self.units[holder], holder, units, self.units[holder])
        short = max(0, units - self.available(holder))
        freed = min(short, self.frozen_units[holder], self.units[holder] - self.locked[holder])
        self.frozen_units[holder] -= freed
        self.locked[holder] -= short - freed
        self.units[holder] -= units

    def _by_holders(self, *accounts: Address) -> None:
        for account in accounts:
            held = self.units[account]
            law("DENOM", held == 0 or held >= MINIMUM_UNITS, account, held)

    def _by_order(self, *accounts: Address) -> None:
        self.left_below |= {a for a in accounts if 0 < self.units[a] < MINIMUM_UNITS}

    # --- the laws ---

    def check_units(self, everyone: list[Address]) -> None:
        """Each account's word on the chain, the sum of all, and the minimum denomination."""
        total = self.bond.total_supply()
        held = sum(self.units.values())
        law("SUPPLY", total == held == self.issued - self.redeemed, total, held)
        for account in everyone:
            word = self.bond.account(account)
            law("DVP", word.units == self.units[account], account, word, self.units[account])
            kept = (self.locked[account], self.frozen_units[account], account in self.frozen)
            law("ELIGIBLE", (word.locked, word.frozen, word.is_frozen) == kept, account, word, kept)
            law("ELIGIBLE", word.locked <= word.units, account, word)
            fits = word.units == 0 or word.units >= MINIMUM_UNITS
            self.left_below -= {account} if fits else set()
            law("DENOM", fits or account in self.left_below, account, word)
