"""What is recovered as it ought to be: costs first, every unit alike, never above the claim."""

from __future__ import annotations

from fractions import Fraction

from sim.chain import Address
from sim.chain.logs import (
    ActionKind,
    ActionStatus,
    CostsPaid,
    RecoveryDistributed,
    RecoveryReturned,
    RoundingBasis,
    Standing,
    Waterfall,
)
from sim.chain.structs import Instalment
from tests.invariants.book import Said
from tests.invariants.rights import Right
from tests.invariants.troubles.ballots import Ballots
from tests.invariants.units import law


class TroubledBook(Ballots):
    """Money held for the claims of a bond; of claims and payments, those of one unit."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self.held = self.costs = 0
        self.fixed: tuple[int, int] | None = None
        self.principal_paid = self.interest_paid = 0
        #: All money that ever came in, went to costs, to holders, and back.
        self.received = self.spent = self.distributed = self.returned = 0

    @property
    def vault(self) -> Address:
        return self.deal.recoveries.address

    @property
    def left(self) -> tuple[int, int]:
        """Principal and interest that one unit is still owed."""
        principal, interest = self.fixed or self.claim_a_unit
        return principal - self.principal_paid, interest - self.interest_paid

    @property
    def owed_in_all(self) -> int:
        return sum(self.left) * self.supply + self.costs

    @property
    def room(self) -> int:
        return max(0, self.owed_in_all - self.held)

    def may_pay_in(self, amount: int) -> bool:
        return self.is_all_due and amount <= self.room

    def pay_in(self, payer: Address, amount: int) -> None:
        self.held += amount
        self.received += amount
        self.pay_money(payer, self.vault, amount)

    @property
    def over(self) -> int:
        return self.held - self.owed_in_all

    @property
    def may_give_back(self) -> bool:
        """Costs come first here too; the rest goes to the issuer's account in force."""
        pays = min(self.costs, self.held) > 0 or self.over > 0
        return pays and (self.over <= 0 or self.issuer not in self.without_money)

    def give_back(self) -> Said:
        """What has to be said of it."""
        bond, over, said = self.deal.bond.address, max(0, self.over), self.pay_costs()
        if over:
            self.held -= over
            self.returned += over
            self.pay_money(self.vault, self.issuer, over)
            said.append((RecoveryReturned, bond, self.issuer, over))
        return said

    def pay_costs(self) -> Said:
        due = min(self.costs, self.held)
        self.costs, self.held = self.costs - due, self.held - due
        if not due:
            return []
        self.spent += due
        self.pay_money(self.vault, self.deal.bond_trustee, due)
        return [(CostsPaid, self.deal.bond.address, self.deal.bond_trustee, due)]

    def split(self, record_at: int) -> tuple[int, int]:
        """Money for costs, and then a unit."""
        for_costs = min(self.costs, self.held)
        units = sum(self.records.get(record_at, {}).values())
        each = (self.held - for_costs) // units if units else 0
        return for_costs, each

    def may_distribute(self, instalment: Instalment) -> bool:
        at = instalment.record_at
        # Due by its terms, and not by acceleration: to those the last payment was due to.
        accelerated = self.standing is Standing.ACCELERATED
        late = at >= (self.since if accelerated else self.last_record)
        if not (self.is_all_due and late and at in self.records):
            return False
        for_costs, each = self.split(at)
        return bool(min(each, sum(self.left)) if each else for_costs)

    def distribute(self, instalment: Instalment) -> tuple[Said, Right | None]:
        """What has to be said of it, and the payment without its number."""
        _, each = self.split(instalment.record_at)
        said = self.pay_costs()
        if not each:
            return said, None
        law("ORDER", self.costs == 0, "costs come first", self.costs)
        if self.fixed is None:
            self.fixed = self.claim_a_unit
        self.start_recovery()
        right = self._instalment(instalment, min(each, sum(self.left)))
        principal, interest = self._shares(int(right.each))
        right.is_taxed, right.exempt = bool(self.taxes), principal
        self.principal_paid += principal
        self.interest_paid += interest
        law("RECORD", min(self.left) >= 0, self.left)
        told = (right.units, principal, interest, self.held)
        said.append((RecoveryDistributed, self.deal.bond.address, *told))
        return said, right

    def _instalment(self, instalment: Instalment, each: int) -> Right:
        right = Right(
            number=0,
            period=self.claims_period,
            kind=ActionKind.LIQU,
            each=Fraction(each),
            basis=RoundingBasis.CALCULATION_AMOUNT,
            record_at=instalment.record_at,
            funding_cutoff=2**40 - 1,
            payable_from=instalment.payable_from,
            version=self.agreed.version_of(self.claims_period),
            status=ActionStatus.FUNDED,
        )
        right.units = self.units_in_all(right)
        right.funded = each * right.units
        self.held -= right.funded
        self.distributed += right.funded
        self.pay_money(self.vault, self.deal.paying.address, right.funded)
        return right

    def _shares(self, each: int) -> tuple[int, int]:
        """Principal and interest in an instalment, by the waterfall."""
        principal, interest = self.left
        if self.promised.waterfall is Waterfall.INTEREST_FIRST:
            share = min(each, interest)
        elif self.promised.waterfall is Waterfall.PRINCIPAL_FIRST:
            share = max(0, each - principal)
        else:
            share = each * interest // (principal + interest)
        return each - share, share

    def check(self) -> None:
        super().check()
        estate = self.deal.recoveries.estate_of(self.deal.bond.address)
        told = (estate.held, estate.costs, estate.principal_paid, estate.interest_paid)
        ours = (self.held, self.costs, self.principal_paid, self.interest_paid)
        law("SOLVENCY", told == ours, estate, ours)
        out = self.spent + self.distributed + self.returned + self.held
        law("CASH", self.received == out, self.received, out)
        law("CASH", self.money[self.vault] == self.held, self.held)
        if self.fixed is not None:
            paid = sum(r.each for r in self.rights.values() if r.kind is ActionKind.LIQU)
            law("ONCE", paid <= sum(self.fixed), paid, self.fixed)
            fixed = (estate.principal_claim, estate.interest_claim)
            law("RECORD", fixed == self.fixed, fixed, self.fixed)
