"""What each step costs a chain: whole transactions on eth-tester at Cancun, all storage cold.

A step that is done for many is measured as the batch it comes in, divided by its size, rounded up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sim.chain import Address, Chain, Receipt, address_without_key, artifacts, open_engine
from sim.chain.logs import (
    ActionAnnounced,
    ActionKind,
    Economics,
    Instructed,
    InvestorClass,
    RecordStruck,
    Role,
)
from sim.chain.structs import Admission, Bid
from tests.contracts.deal import HONG_KONG, KYC_EXPIRY, Deal, open_deal
from tests.contracts.rtgs import DUE, confirm, off_chain, reference, refuse, waiting
from tests.contracts.trades import matched, trade
from tests.gas.choices import choices
from tests.gas.standards import orders, permits
from tests.gas.terms import terms
from tests.gas.troubles import troubles

HOLDERS = 100
#: Few enough for one transaction of 16,000,000 gas.
TRADES = 20


def measure() -> dict[str, int]:
    """Gas by what was done, sorted; and bytes of code by contract."""
    deal = open_deal(lambda genesis: open_engine("eth-tester", genesis_instant=genesis))
    found = _deployments(deal.chain) | _sizes()
    found |= troubles(deal)
    found |= _offering(deal)
    deal.warp("2023-02-16 08:30")
    holders = [address_without_key(0, f"holder-{n}") for n in range(HOLDERS)]
    found |= _register(deal, holders)
    found |= _cash(deal, holders)
    found |= terms(deal, holders)
    found |= _units(deal, holders)
    found |= _controls(deal)
    found |= orders(deal, holders)
    found |= permits(deal)
    found |= _settlement(deal)
    found |= _record_date(deal)
    found |= _payments(deal, holders)
    found |= choices()
    return dict(sorted(found.items()))


def _each(receipt: Receipt, size: int) -> int:
    return -(-receipt.gas_used // size)


def _deployments(chain: Chain) -> dict[str, int]:
    built = [each for each in chain.transactions if each.function == "constructor"]
    return {f"deploy {each.contract}": each.gas_used for each in built}


def _sizes() -> dict[str, int]:
    deployable = {name: one.deployed_bytecode for name, one in artifacts.load().contracts.items()}
    return {f"bytes of {name}": len(code) for name, code in deployable.items() if code}


def _offering(deal: Deal) -> dict[str, int]:
    offering, found = deal.offering, {}
    found["bid"] = offering.submit([Bid(10, 0, 0)], sender=deal.alice).gas_used
    for bidder in (deal.bob, deal.carol, deal.dave, deal.erin):
        offering.submit([Bid(10, 0, 0)], sender=bidder)
    deal.warp("2023-02-15 17:00")
    orders = len(deal.investors)
    found["price, a bid"] = _each(
        offering.fix_price(40_500_000, 100_000_000, sender=deal.arranger), orders
    )
    found["allocate, a bid"] = _each(
        offering.allocate([10] * orders, 0, sender=deal.arranger), orders
    )
    primary = offering.instruct_primary(range(1, orders + 1), sender=deal.arranger)
    found["instruct an issue, of 5"] = _each(primary, orders)
    ids = [event.id for event in primary.all(Instructed)]
    deal.warp("2023-02-16 08:30")
    found["settle an issue"] = deal.settlement.settle(ids[:1], sender=deal.mallory).gas_used
    rest = deal.settlement.settle(ids[1:], sender=deal.mallory)
    found["settle an issue, of 4"] = _each(rest, orders - 1)
    return found


def _register(deal: Deal, holders: Sequence[Address]) -> dict[str, int]:
    def entries(accounts: Sequence[Address]) -> list[Admission]:
        return [
            Admission(one, InvestorClass.INSTITUTION, HONG_KONG, KYC_EXPIRY, False)
            for one in accounts
        ]

    register, by = deal.register, deal.registrar
    batch = register.admit(entries(holders), sender=by)
    return {
        "admit": register.admit(entries([deal.mallory]), sender=by).gas_used,
        "admit, of 100": _each(batch, HOLDERS),
        "update an entry": register.admit(entries([deal.dave]), sender=by).gas_used,
        "sanction": register.sanction([deal.mallory], sender=deal.regulator).gas_used,
        "clear": register.clear([deal.mallory], sender=deal.regulator).gas_used,
        "remove": register.remove([deal.mallory], sender=by).gas_used,
        "set an offer rule": deal.offer_to().gas_used,
    }


def _cash(deal: Deal, holders: Sequence[Address]) -> dict[str, int]:
    money, coin = deal.central_bank_money, deal.stablecoin
    bank, issuer = deal.central_bank, deal.stablecoin_issuer
    added = money.add_participants(holders, sender=bank)
    coin.approve(issuer, 100, sender=deal.alice)
    return {
        "add a participant, of 100": _each(added, HOLDERS),
        "mint cash": coin.mint([deal.alice], [5], sender=issuer).gas_used,
        "mint cash, new holder": coin.mint([deal.mallory], [5], sender=issuer).gas_used,
        "burn cash": coin.burn([deal.alice], [5], sender=issuer).gas_used,
        "pay stablecoin": coin.transfer(deal.bob, 5, sender=deal.alice).gas_used,
        **_emptied(deal),
        "pay central bank money": money.transfer(deal.bob, 5, sender=deal.alice).gas_used,
        "freeze cash": coin.freeze([deal.mallory], sender=issuer).gas_used,
        "pause": coin.pause(sender=issuer).gas_used,
        "unpause": coin.unpause(sender=issuer).gas_used,
    }


def _emptied(deal: Deal) -> dict[str, int]:
    """An account that had coins, spent them all, and is paid again."""
    coin = deal.stablecoin
    coin.transfer(deal.bob, coin.balance_of(deal.mallory), sender=deal.mallory)
    paid = coin.transfer(deal.mallory, 5, sender=deal.alice)
    return {"pay stablecoin, to an emptied account": paid.gas_used}


def _units(deal: Deal, holders: Sequence[Address]) -> dict[str, int]:
    """Alice, bob and the like hold ten units from the offering; a hundred others get two each."""
    bond, found = deal.bond, {}
    deal.mint(deal.alice, 500)
    found["transfer"] = bond.transfer(deal.bob, 2, sender=deal.alice).gas_used
    found["transfer, new holder"] = bond.transfer(holders[0], 2, sender=deal.alice).gas_used
    bond.approve(deal.mallory, 2**64, sender=deal.alice)
    found["transferFrom"] = bond.transfer_from(
        deal.alice, deal.bob, 2, sender=deal.mallory
    ).gas_used
    given = bond.batch_transfer(holders[1:], [2] * (HOLDERS - 1), sender=deal.alice)
    found["batchTransfer, new holders, of 99"] = _each(given, HOLDERS - 1)
    return found


def _controls(deal: Deal) -> dict[str, int]:
    bond = deal.bond
    return {
        "freeze": bond.freeze([deal.carol], sender=deal.registrar).gas_used,
        "unfreeze": bond.unfreeze([deal.carol], sender=deal.registrar).gas_used,
        "set frozen units": bond.set_frozen_tokens(deal.carol, 2, sender=deal.regulator).gas_used,
        "lift frozen units": bond.set_frozen_tokens(deal.carol, 0, sender=deal.regulator).gas_used,
        "lock": bond.lock(deal.carol, 2, sender=deal.as_settlement).gas_used,
        "unlock": bond.unlock(deal.carol, 2, sender=deal.as_settlement).gas_used,
    }


def _settlement(deal: Deal) -> dict[str, int]:
    settlement, found = deal.settlement, {}

    def instruct(economics: list[Economics]) -> tuple[Receipt, list[int], list[bytes]]:
        receipt = settlement.instruct(economics, sender=deal.alice)
        hashes = [settlement.hash_economics(one) for one in economics]
        return receipt, [event.id for event in receipt.all(Instructed)], hashes

    deal.warp("2023-02-20 08:30")
    done, ids, hashes = instruct([trade(deal)])
    found["instruct"] = done.gas_used
    found["affirm"] = settlement.affirm(ids, hashes, sender=deal.bob).gas_used
    found["settle"] = settlement.settle(ids, sender=deal.mallory).gas_used

    done, ids, hashes = instruct([trade(deal)])
    settlement.affirm(ids, hashes, sender=deal.bob)
    found["preposition"] = settlement.preposition(ids, sender=deal.alice).gas_used
    found["settle, prepositioned"] = settlement.settle(ids, sender=deal.mallory).gas_used

    one = replace(trade(deal), units=2)
    done, ids, hashes = instruct([one] * TRADES)
    found["instruct, of 20"] = _each(done, TRADES)
    found["affirm, of 20"] = _each(settlement.affirm(ids, hashes, sender=deal.bob), TRADES)
    found["settle, of 20, one pair"] = _each(settlement.settle(ids, sender=deal.mallory), TRADES)

    _, ids, hashes = instruct([trade(deal)])
    settlement.affirm(ids, hashes, sender=deal.bob)
    deal.bond.freeze([deal.bob], sender=deal.registrar)
    found["settle, failing"] = settlement.settle(ids, sender=deal.mallory).gas_used
    deal.bond.unfreeze([deal.bob], sender=deal.registrar)
    found |= _outside(deal)
    settlement.cancel(ids, sender=deal.alice)
    found["cancel, the second side"] = settlement.cancel(ids, sender=deal.bob).gas_used
    return found


def _outside(deal: Deal) -> dict[str, int]:
    """Trades paid outside the chain: one that waited, one refused, and many."""
    numbers = [waiting(deal, off_chain(deal, units=2)) for _ in range(TRADES)]
    last = matched(deal, off_chain(deal, units=2))
    tried = deal.settlement.settle([last], sender=deal.mallory)
    refused = refuse(deal, last)
    one = confirm(deal, numbers[0])
    rest = numbers[1:]
    told = [reference(number) for number in rest]
    many = deal.rtgs.confirm(rest, [DUE] * len(rest), told, sender=deal.rail_operator)
    return {
        "settle, to wait for money outside the chain": tried.gas_used,
        "refuse money outside the chain": refused.gas_used,
        "confirm money outside the chain": one.gas_used,
        f"confirm money outside the chain, of {len(rest)}": _each(many, len(rest)),
    }


def _record_date(deal: Deal) -> dict[str, int]:
    bond = deal.bond
    deal.warp("2023-08-15 18:00")
    strikes = bond.transfer(deal.bob, 2, sender=deal.alice)
    strikes.only(RecordStruck)
    first = bond.transfer(deal.dave, 2, sender=deal.carol)
    again = bond.transfer(deal.dave, 2, sender=deal.carol)
    return {
        "transfer, first after a record date, striking it": strikes.gas_used,
        "transfer, a pair's first after a record date": first.gas_used,
        "transfer, a pair's second after a record date": again.gas_used,
    }


def _payments(deal: Deal, holders: Sequence[Address]) -> dict[str, int]:
    paying, found = deal.paying, {}
    coupon = _announced(deal, deal.bond.address, 0, ActionKind.INTR, found)
    found["fund"] = paying.fund(coupon, sender=deal.issuer).gas_used
    deal.warp("2023-08-16 11:00")
    found["pay, of 100, a holder's first ever"] = _pay(deal, coupon, holders)
    found["pay one holder"] = paying.pay(coupon, [deal.erin], sender=deal.paying_agent).gas_used
    found |= _payments_in_stablecoin(deal, holders)

    deal.warp("2024-02-15 18:00")
    coupon = _announced(deal, deal.bond.address, 1, ActionKind.INTR)
    principal = _announced(deal, deal.bond.address, 1, ActionKind.REDM)
    paying.fund(coupon, sender=deal.issuer)
    paying.fund(principal, sender=deal.issuer)
    deal.warp("2024-02-16 11:00")
    found["pay, of 100"] = _pay(deal, coupon, holders)
    found["redeem, of 100"] = _pay(deal, principal, holders)
    return found


def _announced(
    deal: Deal,
    bond: Address,
    period: int,
    kind: ActionKind,
    found: dict[str, int] | None = None,
) -> int:
    receipt = deal.paying.announce(bond, period, kind, sender=deal.paying_agent)
    if found is not None:
        found["announce"] = receipt.gas_used
    return receipt.only(ActionAnnounced).action_id


def _pay(deal: Deal, action: int, holders: Sequence[Address]) -> int:
    return _each(deal.paying.pay(action, holders, sender=deal.paying_agent), len(holders))


def _payments_in_stablecoin(deal: Deal, holders: Sequence[Address]) -> dict[str, int]:
    """Another bond whose holders never had a coin: their first payment writes two new words."""
    coin, bond = deal.stablecoin, deal.new_bond(rails=(deal.stablecoin.address,))
    deal.roles.grant([Role.BOND_CONTRACT], [bond.address], sender=deal.admin)
    deal.offer_to(token=bond)
    with deal.undone():
        # Back in time is not possible: its units are issued after the first record date.
        bond.issue(deal.alice, 300, sender=deal.as_settlement)
        bond.batch_transfer(holders, [2] * HOLDERS, sender=deal.alice)
        assert not any(deal.chain.balances(coin.address, holders))
        deal.warp("2024-02-15 18:00")
        coupon = _announced(deal, bond.address, 1, ActionKind.INTR)
        deal.paying.fund(coupon, sender=deal.issuer)
        deal.warp("2024-02-16 11:00")
        return {"pay, of 100, first ever and first coin": _pay(deal, coupon, holders)}
