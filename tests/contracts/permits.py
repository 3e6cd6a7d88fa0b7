"""A permit (ERC-2612) as a wallet signs it."""

from __future__ import annotations

from typing import Any

from eth_account import Account

from sim.chain import Address, private_key
from sim.chain.engine import CHAIN_ID
from tests.contracts.deal import UNLIMITED

_FIELDS = [
    {"name": "owner", "type": "address"},
    {"name": "spender", "type": "address"},
    {"name": "value", "type": "uint256"},
    {"name": "nonce", "type": "uint256"},
    {"name": "deadline", "type": "uint256"},
]


def permit(token: Any, name: str, owner: Address, spender: Address, value: int) -> tuple[Any, ...]:
    """The arguments of `permit`, signed with the key of the owner, a party of that name."""
    # A name of its own, read from no contract: a wallet would show it.
    kind = "BondToken" if type(token).__name__ == "BondToken" else "CashToken"
    domain = {
        "name": kind,
        "version": "1",
        "chainId": CHAIN_ID,
        "verifyingContract": token.address,
    }
    message = {
        "owner": owner,
        "spender": spender,
        "value": value,
        "nonce": token.nonces(owner),
        "deadline": UNLIMITED,
    }
    signed = Account.sign_typed_data(private_key(0, name), domain, {"Permit": _FIELDS}, message)
    halves = (signed.r.to_bytes(32, "big"), signed.s.to_bytes(32, "big"))
    return (owner, spender, value, UNLIMITED, signed.v, *halves)
