"""Permits signed by an implementation of EIP-712 that is not the contracts'."""

from __future__ import annotations

from dataclasses import dataclass, replace

from eth_account import Account

from sim.chain import Address, Receipt, private_key
from sim.chain.engine import CHAIN_ID
from tests.contracts.deal import UNLIMITED, Deal
from tests.contracts.standards.tokens import SOME, Token

#: Order of secp256k1: `(r, n - s)` with the other `v` is the same signature to naive code.
CURVE_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141

_TYPES = {
    "Permit": [
        {"name": "owner", "type": "address"},
        {"name": "spender", "type": "address"},
        {"name": "value", "type": "uint256"},
        {"name": "nonce", "type": "uint256"},
        {"name": "deadline", "type": "uint256"},
    ]
}


@dataclass(frozen=True)
class Permit:
    """What is signed: `spender` may spend `value` of `owner` when used until `deadline`."""

    owner: Address
    spender: Address
    value: int
    nonce: int
    deadline: int


@dataclass(frozen=True)
class Signature:
    v: int
    r: bytes
    s: bytes

    def mirrored(self) -> Signature:
        """The other signature of the same message by the same key, which ECDSA cannot help."""
        other = CURVE_ORDER - int.from_bytes(self.s, "big")
        return replace(self, v=55 - self.v, s=other.to_bytes(32, "big"))


def permit_of(deal: Deal, token: Token, **changes: object) -> Permit:
    """Alice lets mallory spend `SOME`, at any time."""
    nonce = token.contract.nonces(deal.alice)
    usual = Permit(deal.alice, deal.mallory, SOME, nonce, UNLIMITED)
    return replace(usual, **changes)


def domain_of(token: Token, **changes: object) -> dict[str, object]:
    """The domain as ERC-5267's reader would write it down from the deployment alone."""
    usual = {
        "name": token.domain,
        "version": "1",
        "chainId": CHAIN_ID,
        "verifyingContract": token.address,
    }
    return usual | changes


def signed(permit: Permit, domain: dict[str, object], signer: str = "alice") -> Signature:
    """Signed with a party's key, by name."""
    key = private_key(0, signer)
    done = Account.sign_typed_data(key, domain, _TYPES, permit.__dict__)
    return Signature(done.v, done.r.to_bytes(32, "big"), done.s.to_bytes(32, "big"))


def used(token: Token, permit: Permit, signature: Signature, sender: Address) -> Receipt:
    """Handed in by anyone."""
    v, r, s = signature.v, signature.r, signature.s
    return token.contract.permit(
        permit.owner, permit.spender, permit.value, permit.deadline, v, r, s, sender=sender
    )
