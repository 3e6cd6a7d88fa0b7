"""A class a contract, with a method a function.

Generated from the contracts by `python -m sim.chain.generate`; not edited by hand.
"""

from sim.chain.bindings.bond_terms import BondTerms
from sim.chain.bindings.bond_token import BondToken
from sim.chain.bindings.central_bank_money import CentralBankMoney
from sim.chain.bindings.erc3643_reader import ERC3643Reader
from sim.chain.bindings.investor_register import InvestorRegister
from sim.chain.bindings.meetings import Meetings
from sim.chain.bindings.offering import Offering
from sim.chain.bindings.options import Options
from sim.chain.bindings.paying_agent import PayingAgent
from sim.chain.bindings.recoveries import Recoveries
from sim.chain.bindings.roles import Roles
from sim.chain.bindings.rtgs_rail import RtgsRail
from sim.chain.bindings.settlement import Settlement
from sim.chain.bindings.stablecoin import Stablecoin
from sim.chain.bindings.trustee import Trustee

__all__ = [
    "BondTerms",
    "BondToken",
    "CentralBankMoney",
    "ERC3643Reader",
    "InvestorRegister",
    "Meetings",
    "Offering",
    "Options",
    "PayingAgent",
    "Recoveries",
    "Roles",
    "RtgsRail",
    "Settlement",
    "Stablecoin",
    "Trustee",
]
