"""Every privileged function refuses every account that may not call it, whatever it is given.

The functions come from the contracts' ABI, the accounts from the deal (and one more for each role),
the arguments from the types: nothing, something, and arrays that do not fit each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, fields
from itertools import count
from typing import Any

import pytest

from sim.chain import Address, Reverted, artifacts
from sim.chain import reverts as errors
from sim.chain.abi import Function
from sim.chain.contract import Contract
from sim.chain.logs import Matter, Role
from tests.contracts.books import bid
from tests.contracts.coupons import INTR
from tests.contracts.deal import ZERO, Deal, Party
from tests.contracts.privileges import (
    ADMIN,
    ANYONE,
    ARRANGER,
    CLAIMS_RAIL,
    CONFIRMED,
    CONVENER,
    DELIVERER,
    HOLDER,
    INVESTOR,
    ISSUER,
    MAKER,
    PAYING_AGENT_ITSELF,
    PAYING_RAIL,
    PRIVILEGES,
    PROMISER,
    RECOVERIES_ITSELF,
    SETTLED_RAIL,
    SETTLEMENT_ITSELF,
    SIDE,
    SUCCESSOR,
    TERMS,
    VOTER,
    Privilege,
)
from tests.contracts.readme import code, table
from tests.contracts.trades import matched, trade
from tests.contracts.troubles import COVENANTS, GRACES, NOTHING, meeting

CALLER_ERRORS = tuple(kind for name, kind in vars(errors).items() if "_Caller" in name)


def changing(contract: str) -> dict[str, dict[str, Any]]:
    """The functions of a contract that are not views, by name."""
    abi = artifacts.load()[contract].abi
    functions = [entry for entry in abi if entry["type"] == "function"]
    return {e["name"]: e for e in functions if e["stateMutability"] not in ("view", "pure")}


def deployed(deal: Deal) -> dict[str, Contract]:
    """The contracts of the deal, by the name of their class."""
    own = [getattr(deal, field.name) for field in fields(Deal)]
    return {type(each).__name__: each for each in own if isinstance(each, Contract)}


def money_of_both(deal: Deal) -> Address:
    """Stands where the contract would that the trade and the coupon are paid with."""
    return deal.new_key("the money of both")


@pytest.fixture
def staged(fresh_deal):
    """A handover, an order of alice, her trade with bob, a coupon, a vote, each number 1."""
    fresh_deal.trustee.enter(fresh_deal.bond.address, COVENANTS, GRACES, sender=fresh_deal.deployer)
    vote = meeting("2023-06-01", "2023-06-08")
    fresh_deal.meetings.propose(
        fresh_deal.bond.address, Matter.WAIVE, vote, NOTHING, sender=fresh_deal.issuer
    )
    assert bid(fresh_deal, "alice", 10) == [1]
    fresh_deal.warp("2023-02-16 08:00")
    money = money_of_both(fresh_deal)
    bond = fresh_deal.new_bond(rails=(money,))
    wired = [Role.CASH_CONTRACT, Role.BOND_CONTRACT]
    fresh_deal.roles.grant(wired, [money, bond.address], sender=fresh_deal.admin)
    assert matched(fresh_deal, trade(fresh_deal, cash=money)) == 1
    fresh_deal.paying.announce(bond.address, 0, INTR, sender=fresh_deal.paying_agent)
    fresh_deal.roles.hand_over(fresh_deal.carol, sender=fresh_deal.admin)
    return fresh_deal


@pytest.fixture
def callers(staged) -> dict[str, Address]:
    """Every party, and a holder of each role and of no other; contracts have stand-ins there."""
    by_role = {role: staged.new_key(f"only {role.name}") for role in Role}
    staged.roles.grant([*by_role], [*by_role.values()], sender=staged.admin)
    return {
        **{field.name: getattr(staged, field.name) for field in fields(Party)},
        **{f"only {role.name}": account for role, account in by_role.items()},
        "the money of both": money_of_both(staged),
    }


def allowed(deal: Deal, privilege: Privilege, account: Address) -> bool:
    """Whether the account may call; what a contract calls on itself is refused to all of them."""
    if privilege is ANYONE:
        return True
    if privilege.roles:
        return any(deal.roles.has(role, account) for role in privilege.roles)
    named = {
        ADMIN: [deal.admin],
        SUCCESSOR: [deal.carol],
        ARRANGER: [deal.arranger],
        INVESTOR: [deal.alice],
        SIDE: [deal.alice, deal.bob],
        DELIVERER: [deal.alice],
        MAKER: [deal.deployer],
        ISSUER: [deal.issuer],
        HOLDER: [deal.bob],
        SETTLED_RAIL: [money_of_both(deal)],
        PAYING_RAIL: [money_of_both(deal)],
        PROMISER: [deal.deployer],
        VOTER: [deal.bob],
        CONVENER: [deal.issuer, *_in_office(deal, account)],
    }
    return account in named.get(privilege, [])


def _in_office(deal: Deal, account: Address) -> list[Address]:
    """The account, where its office lets it call a vote."""
    offices = Role.TRUSTEE, Role.FISCAL_AGENT
    return [account] if any(deal.roles.has(role, account) for role in offices) else []


def types(entries: list[dict[str, Any]]) -> str:
    """The types of ABI entries as a signature writes them, structs spelled out."""
    told = [
        each["type"].replace("tuple", types(each["components"]))
        if each["type"].startswith("tuple")
        else each["type"]
        for each in entries
    ]
    return f"({','.join(told)})"


def nothing(entry: dict[str, Any]) -> Any:
    """Zeros, and arrays of nothing."""
    kind = entry["type"]
    if kind.endswith("[]"):
        return []
    if kind == "tuple":
        return tuple(nothing(part) for part in entry["components"])
    if kind == "address":
        return ZERO
    if kind == "bool":
        return False
    return bytes(int(kind.removeprefix("bytes") or 0)) if kind.startswith("bytes") else 0


def something(deal: Deal, entry: dict[str, Any], length: int = 2) -> Any:
    """Values that might be meant: known accounts, the first instruction, twice where it is many."""
    kind = entry["type"]
    if kind.endswith("[]"):
        single = {**entry, "type": kind.removesuffix("[]")}
        return [something(deal, single)] * length
    if kind == "tuple":
        return tuple(something(deal, part) for part in entry["components"])
    if kind == "address":
        token = entry["name"] in ("bond", "token", "cash")
        return deal.bond.address if token else deal.bob
    if kind == "bool":
        return True
    return bytes(int(kind.removeprefix("bytes") or 0)) if kind.startswith("bytes") else 1


def calldata(deal: Deal, entry: dict[str, Any], privilege: Privilege) -> Iterator[list[Any]]:
    """The arguments to try, in turn."""
    inputs = entry["inputs"]
    if entry["name"] == "instruct":
        yield [[astuple(trade(deal))]]
        return
    yield [something(deal, each) for each in inputs]
    if privilege.of_arguments:
        return
    yield [nothing(each) for each in inputs]
    lengths = count(1)
    yield [something(deal, each, next(lengths)) for each in inputs]


def refusal(deal: Deal, to: Address, call: Function[Any], args: list[Any], by: Address) -> Any:
    """What a call is refused with, None when it is not."""
    try:
        deal.chain.call(to, call, args, by)
    except Reverted as refused:
        return refused
    return None


def says_so(refused: Any, privilege: Privilege, caller: Address) -> bool:
    """Whether the error is the caller's, and names the caller and the role that is missing."""
    if type(refused) is not privilege.error or refused.values["caller"] != caller:
        return False
    return "role" not in refused.values or {refused.values["role"]} == privilege.roles


def about(refused: Any, caller: Address) -> bool:
    """Whether the caller itself is refused; one contract may refuse another meanwhile."""
    return isinstance(refused, CALLER_ERRORS) and refused.values["caller"] == caller


class TestEveryFunction:
    def test_of_every_contract_is_in_the_table(self, deal):
        compiled = [a for a in artifacts.load().contracts.values() if a.deployed_bytecode]
        ours = [a.name for a in compiled if a.source.startswith("contracts/")]
        assert {name for name in ours if changing(name)} == set(PRIVILEGES) == set(deployed(deal))

    @pytest.mark.parametrize("contract", PRIVILEGES)
    def test_takes_no_ether_and_has_a_name(self, contract):
        abi = artifacts.load()[contract].abi
        assert "payable" not in {entry.get("stateMutability") for entry in abi}
        assert not {"fallback", "receive"} & {entry["type"] for entry in abi}

    @pytest.mark.parametrize("contract", PRIVILEGES)
    def test_is_in_the_table(self, contract):
        new = set(changing(contract)) - set(PRIVILEGES[contract])
        gone = set(PRIVILEGES[contract]) - set(changing(contract))
        assert not new, (
            f"who may call {contract}'s {', '.join(sorted(new))}? Say so in "
            "tests/contracts/privileges.py and in the roles of contracts/README.md"
        )
        assert not gone, (
            f"{contract} has no {', '.join(sorted(gone))} any more: take it out of "
            "tests/contracts/privileges.py and of the roles of contracts/README.md"
        )

    @pytest.mark.parametrize("contract", PRIVILEGES)
    def test_refuses_whoever_may_not_call_it(self, staged, callers, contract):
        to = deployed(staged)[contract].address
        for name, entry in changing(contract).items():
            privilege = PRIVILEGES[contract][name]
            call = Function.parse(name + types(entry["inputs"]))
            may = [who for who in callers if allowed(staged, privilege, callers[who])]
            # Neither half of what follows holds in vain.
            itself = (SETTLEMENT_ITSELF, PAYING_AGENT_ITSELF, RECOVERIES_ITSELF)
            itself += (CLAIMS_RAIL, CONFIRMED, TERMS)
            assert may or privilege in itself, name
            assert len(may) < len(callers) or privilege is ANYONE, name
            for args in calldata(staged, entry, privilege):
                for who, account in callers.items():
                    refused = refusal(staged, to, call, args, account)
                    fits = (
                        not about(refused, account)
                        if who in may
                        else says_so(refused, privilege, account)
                    )
                    assert fits, f"{contract}.{name}{tuple(args)} by {who}: {refused}"


class TestTheReadme:
    """Its table of roles is this one, in words."""

    def test_names_every_function_beside_who_may_call_it(self):
        told: dict[tuple[str, str], str] = {}
        for row in table("Roles"):
            contract = ""
            for word in code(row["by calling"]):
                if word in PRIVILEGES:
                    contract = word
                    continue
                assert (contract, word) not in told, f"{contract}.{word} is in two rows"
                told[contract, word] = row["who"]
        known = {
            (contract, name): privilege.who
            for contract, functions in PRIVILEGES.items()
            for name, privilege in functions.items()
        }
        differs = {f"{contract}.{name}" for (contract, name), _ in told.items() ^ known.items()}
        assert not differs, f"contracts/README.md and privileges.py disagree of {sorted(differs)}"

    def test_says_in_words_what_each_may_do(self):
        assert all(row["may"] for row in table("Roles"))
