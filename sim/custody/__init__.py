"""Two ways to hold: on chain, or in a custodian's book behind a nominee that holds for all.

Nothing here knows a chain. Keepers book what they are told, each in a book of its own; payments are
shared out of a book; and what a nominee told its custodians is compared with what they booked.
"""

from sim.custody.book import KeptBook
from sim.custody.booking import Booking, Standing
from sim.custody.distribution import UNTAXED, Share, Withholding, due, shared
from sim.custody.elections import Elections
from sim.custody.faults import Fault
from sim.custody.matching import Difference, Matching
from sim.custody.tiers import NO_TIERS, Client, Tiers, tiers_of

__all__ = [
    "NO_TIERS",
    "UNTAXED",
    "Booking",
    "Client",
    "Difference",
    "Elections",
    "Fault",
    "KeptBook",
    "Matching",
    "Share",
    "Standing",
    "Tiers",
    "Withholding",
    "due",
    "shared",
    "tiers_of",
]
