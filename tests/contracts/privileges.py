"""Who may call what: every function of every contract that changes something, in one table.

A function added to a contract is added here and to the roles of `contracts/README.md`; until then
`test_privileges` fails.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.chain import Reverted
from sim.chain.logs import Role
from sim.chain.reverts import (
    BondTerms_CallerNotMaker,
    BondToken_CallerNotRegistrarNorRegulator,
    BondToken_CallerNotTerms,
    InvestorRegister_CallerNotRegistrarNorRegulator,
    Meetings_CallerNotConvener,
    Meetings_CallerNotHolder,
    Offering_CallerNotArranger,
    Offering_CallerNotInvestor,
    Options_CallerNotHolder,
    Options_CallerNotIssuer,
    PayingAgent_CallerNotCash,
    PayingAgent_CallerNotSelf,
    Recoveries_CallerNotCash,
    Recoveries_CallerNotSelf,
    Recoveries_CallerNotTrusteeNorPayingAgent,
    RoleBound_CallerLacksRole,
    Roles_CallerNotAdmin,
    Roles_CallerNotSuccessor,
    RtgsRail_CallerHoldsNothing,
    RtgsRail_NotConfirmed,
    Settlement_CallerNotRail,
    Settlement_CallerNotSelf,
    Settlement_CallerNotSide,
    Trustee_CallerNotMaker,
    Trustee_CallerNotTrusteeNorMeeting,
)


@dataclass(frozen=True)
class Privilege:
    """Who may call, in the README's words, and what everybody else is told.

    `roles` are those that may, for whom a role decides. `of_arguments`: who may depends on which
    instruction or order the call is about.
    """

    who: str
    error: type[Reverted] | None
    roles: frozenset[Role] = frozenset()
    of_arguments: bool = False


def role(which: Role) -> Privilege:
    """Holders of one role."""
    words = which.name.lower().replace("_", " ")
    return Privilege(words, RoleBound_CallerLacksRole, frozenset({which}))


def either(error: type[Reverted]) -> Privilege:
    """Registrar and regulator alike."""
    return Privilege("registrar, regulator", error, frozenset({Role.REGISTRAR, Role.REGULATOR}))


ANYONE = Privilege("anyone", None)
ADMIN = Privilege("admin of `Roles`", Roles_CallerNotAdmin)
SUCCESSOR = Privilege("successor the admin named", Roles_CallerNotSuccessor)
ARRANGER = Privilege("arranger named in an offering", Offering_CallerNotArranger)
INVESTOR = Privilege("investor of an order", Offering_CallerNotInvestor, of_arguments=True)
SIDE = Privilege("side of an instruction", Settlement_CallerNotSide, of_arguments=True)
DELIVERER = Privilege("deliverer of an instruction", Settlement_CallerNotSide, of_arguments=True)
SETTLEMENT_ITSELF = Privilege("the contract itself", Settlement_CallerNotSelf)
RECOVERIES_ITSELF = Privilege("the contract itself", Recoveries_CallerNotSelf)
PAYING_AGENT_ITSELF = Privilege("the contract itself", PayingAgent_CallerNotSelf)
ISSUER = Privilege("issuer of a bond", Options_CallerNotIssuer, of_arguments=True)
HOLDER = Privilege("holder, for itself", Options_CallerNotHolder, of_arguments=True)
MAKER = Privilege("deployer of the terms", BondTerms_CallerNotMaker)
TERMS = Privilege("terms of the bond", BondToken_CallerNotTerms)
SETTLED_RAIL = Privilege(
    "money an instruction is paid in", Settlement_CallerNotRail, of_arguments=True
)
PAYING_RAIL = Privilege("money an action is paid in", PayingAgent_CallerNotCash, of_arguments=True)
CLAIMS_RAIL = Privilege("money of a bond", Recoveries_CallerNotCash, of_arguments=True)
KEEPER = Privilege(
    "paying agent contract, amending contract",
    RtgsRail_CallerHoldsNothing,
    frozenset({Role.PAYING_AGENT_CONTRACT, Role.AMENDING_CONTRACT}),
)
CONFIRMED = Privilege("contract a payment is being confirmed to", RtgsRail_NotConfirmed)
PROMISER = Privilege("deployer of the trustee", Trustee_CallerNotMaker)
ACCELERATOR = Privilege(
    "trustee, amending contract",
    Trustee_CallerNotTrusteeNorMeeting,
    frozenset({Role.TRUSTEE, Role.AMENDING_CONTRACT}),
)
DISTRIBUTOR = Privilege(
    "trustee, paying agent",
    Recoveries_CallerNotTrusteeNorPayingAgent,
    frozenset({Role.TRUSTEE, Role.PAYING_AGENT}),
)
CONVENER = Privilege(
    "issuer, trustee, fiscal agent, holder of enough units",
    Meetings_CallerNotConvener,
    of_arguments=True,
)
VOTER = Privilege("holder of a record date", Meetings_CallerNotHolder, of_arguments=True)
REGISTER_ORDERS = either(InvestorRegister_CallerNotRegistrarNorRegulator)
BOND_ORDERS = either(BondToken_CallerNotRegistrarNorRegulator)


def _all(privilege: Privilege, functions: str) -> dict[str, Privilege]:
    return dict.fromkeys(functions.split(), privilege)


_CASH = "mint burn freeze unfreeze"
_OWNER = "approve permit transfer transferFrom"

PRIVILEGES: dict[str, dict[str, Privilege]] = {
    "Roles": {**_all(ADMIN, "grant revoke handOver"), "acceptHandover": SUCCESSOR},
    "InvestorRegister": {
        **_all(role(Role.REGISTRAR), "admit remove replace setOfferRule"),
        **_all(REGISTER_ORDERS, "sanction clear"),
        **_all(ANYONE, "acknowledgeRisk deployReader"),
    },
    "BondTerms": {
        **_all(MAKER, "append bind"),
        **_all(role(Role.AMENDING_CONTRACT), "amend addRecord"),
        "fix": role(Role.CALCULATION_AGENT),
        "fallBack": ANYONE,
    },
    "BondToken": {
        **_all(ANYONE, f"{_OWNER} batchTransfer recoveryAddress"),
        **_all(role(Role.SETTLEMENT_CONTRACT), "issue deliver deliverLocked"),
        **_all(role(Role.UNITS_CONTRACT), "lock unlock redeem"),
        "setRecords": TERMS,
        **_all(BOND_ORDERS, "pause unpause freeze unfreeze setAddressFrozen"),
        **_all(BOND_ORDERS, "setFrozenTokens setFrozenTokensIf"),
        **_all(BOND_ORDERS, "freezePartialTokens unfreezePartialTokens"),
        **_all(BOND_ORDERS, "batchFreezePartialTokens batchUnfreezePartialTokens"),
        **_all(BOND_ORDERS, "forcedTransfer batchForcedTransfer"),
    },
    "CentralBankMoney": {
        **_all(role(Role.CENTRAL_BANK), f"{_CASH} addParticipants removeParticipants"),
        **_all(ANYONE, _OWNER),
    },
    "Stablecoin": {
        **_all(role(Role.CASH_ISSUER), f"{_CASH} pause unpause"),
        **_all(ANYONE, _OWNER),
    },
    "RtgsRail": {
        **_all(role(Role.RAIL_OPERATOR), "confirm confirmFunding confirmRecovery refuse"),
        "approve": role(Role.AMENDING_CONTRACT),
        "transfer": KEEPER,
        "transferFrom": CONFIRMED,
    },
    "Settlement": {
        **_all(SIDE, "instruct affirm cancel"),
        "preposition": DELIVERER,
        "instructIssue": role(Role.OFFERING_CONTRACT),
        "raiseClaim": role(Role.PAYING_AGENT_CONTRACT),
        "setFlat": role(Role.AMENDING_CONTRACT),
        "settleOne": SETTLEMENT_ITSELF,
        "failAwaited": SETTLED_RAIL,
        **_all(ANYONE, "settle expire"),
    },
    "Offering": {
        **_all(ARRANGER, "fixPrice allocate instructPrimary takeUp"),
        "withdraw": INVESTOR,
        "submit": ANYONE,
    },
    "Options": {
        **_all(ISSUER, "set exercise tap cancel"),
        "elect": HOLDER,
        "release": ANYONE,
        "redeemElected": role(Role.PAYING_AGENT_CONTRACT),
    },
    "PayingAgent": {
        **_all(role(Role.PAYING_AGENT), "announce pay raiseClaims"),
        **_all(role(Role.AMENDING_CONTRACT), "announceOther cancel"),
        "attemptPayment": PAYING_AGENT_ITSELF,
        "fundFrom": PAYING_RAIL,
        **_all(ANYONE, "count fund declareMissed claim payTax"),
    },
    "Trustee": {
        "enter": PROMISER,
        **_all(ACCELERATOR, "accelerate rescind"),
        **_all(role(Role.AMENDING_CONTRACT), "amend waive startRecovery"),
        "chargeDefaultInterest": role(Role.PAYING_AGENT),
        **_all(ANYONE, "declareDefault acknowledgeCure"),
    },
    "Meetings": {
        "propose": CONVENER,
        **_all(VOTER, "vote voteSplit"),
        **_all(ANYONE, "close enact"),
    },
    "Recoveries": {
        **_all(DISTRIBUTOR, "addRecord distribute"),
        "bookCosts": role(Role.TRUSTEE),
        "payCosts": RECOVERIES_ITSELF,
        "payInFrom": CLAIMS_RAIL,
        **_all(ANYONE, "payIn giveBack"),
    },
}
