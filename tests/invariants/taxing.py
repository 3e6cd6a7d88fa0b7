"""Who is taxed of a random bond, and whether the tax can be paid on."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.contracts.deal import HONG_KONG, SINGAPORE
from tests.invariants.acts import pick
from tests.invariants.announcing import Announcing
from tests.invariants.holding import pick_from


class Taxing(Announcing):
    """Holders move, and the tax account has troubles of its own."""

    @precondition(lambda self: self.model.taxes)
    @rule(who=pick, home=st.sampled_from([HONG_KONG, SINGAPORE]))
    def moves_home(self, who: int, home: int) -> None:
        """Which tax is withheld is asked when a payment is made."""
        account = pick_from(self.model.investors, who)
        if self.model.may_receive(account):
            self.act("admit", lambda: self.deal.admit(account, jurisdiction=home))
            self.model.homes[account] = home

    @precondition(lambda self: self.model.taxes)
    @rule()
    def tax_account_is_in_trouble(self) -> None:
        """Its own, which is no holder's; or the end of it."""
        model, cash, bank = self.model, self.deal.cash, self.deal.central_bank
        account = model.tax_account
        if account in model.without_money:
            self.act("relief", lambda: cash.add_participants([account], sender=bank))
            model.without_money.discard(account)
        else:
            self.act("trouble", lambda: cash.remove_participants([account], sender=bank))
            model.without_money.add(account)
