"""What must hold between the keys of a scenario, as a list of small functions.

Each rule looks at one entry of one table (the whole scenario for those headed "") and yields what
is wrong with it. To add a rule, write a function and name it in `RULES`. No calendar is asked here:
what depends on business days is found when the schedule is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sim.errors import ScenarioError
from sim.model import (
    assumptions,
    authority_rules,
    combination_rules,
    custody_rules,
    deal_rules,
    default_rules,
    exercise_rules,
    limit_rules,
    market_rules,
    option_rules,
    party_rules,
    rail_rules,
    support_rules,
    tap_rules,
    terms_rules,
)
from sim.model.partial import UnreadError
from sim.model.plain import Complaint
from sim.model.scenario import Scenario

__all__ = ["RULES", "RUN_RULES", "Rule", "broken_rules", "hold_to"]

Rule = tuple[str, Callable[[Scenario, Any], Iterator[Complaint]]]
"""The heading of a table, and what says what is wrong with one entry of it."""


@dataclass(frozen=True)
class _Entry:
    path: tuple[str | int, ...]
    value: Any


RULES: Final[tuple[Rule, ...]] = (
    ("", deal_rules.run_ends_after_it_starts),
    ("", assumptions.assumed_keys_are_known),
    ("", party_rules.party_names_differ),
    ("", party_rules.needed_roles_are_held),
    ("", deal_rules.rails_differ),
    ("", deal_rules.tranche_codes_differ),
    ("", deal_rules.isins_differ),
    ("", market_rules.somebody_bids),
    ("", default_rules.proposal_names_differ),
    ("", limit_rules.orders_are_few),
    ("", limit_rules.book_fits_a_transaction),
    ("party", party_rules.investor_is_complete),
    ("party", party_rules.name_is_not_reserved),
    ("rail", party_rules.rail_is_backed),
    ("offer", party_rules.lead_arranger_may_hold),
    ("tranche", deal_rules.amounts_fit_the_currency),
    ("tranche", deal_rules.amounts_are_whole_units),
    ("tranche", deal_rules.minimum_is_within_size),
    ("tranche", deal_rules.priced_then_issued_then_matures),
    ("tranche", deal_rules.issue_is_within_the_run),
    ("tranche", deal_rules.rails_are_declared),
    ("tranche", terms_rules.coupon_dates_are_within_life),
    ("tranche", terms_rules.odd_period_is_on_one_side),
    ("tranche", terms_rules.steps_are_in_order),
    ("tranche", terms_rules.floor_is_below_cap),
    ("tranche", terms_rules.fallback_has_a_first_rate),
    ("tranche", terms_rules.fixings_are_of_one_period_each),
    ("tranche", terms_rules.instalments_need_periods),
    ("tranche", terms_rules.factors_fall_to_zero),
    ("tranche", option_rules.option_dates_are_within_life),
    ("tranche", option_rules.options_need_interest_dates),
    ("tranche", option_rules.clean_up_leaves_something),
    ("tranche", option_rules.parts_are_parts),
    ("tranche", tap_rules.taps_are_within_life),
    ("tranche", option_rules.tax_has_an_account),
    ("tranche", option_rules.taxes_differ),
    ("event", exercise_rules.notice_is_of_a_term),
    ("event", exercise_rules.issuer_can_hold),
    ("event", exercise_rules.terms_are_not_voted_on),
    ("event", tap_rules.tap_is_of_a_term),
    ("event", tap_rules.tap_dates_are_in_order),
    ("event", tap_rules.tap_orders_are_possible),
    ("event", tap_rules.tap_orders_are_few),
    ("event", tap_rules.tap_accrues_at_a_rate),
    ("tranche", default_rules.shares_are_coherent),
    ("book", market_rules.book_is_coherent),
    ("book", market_rules.book_is_within_the_run),
    ("book", rail_rules.election_is_possible),
    ("order", market_rules.order_names_are_declared),
    ("order", market_rules.order_has_one_size),
    ("order", rail_rules.order_is_paid_on_a_rail_of_the_tranche),
    ("order", limit_rules.order_is_within_the_issue),
    ("order", market_rules.order_is_in_time),
    ("trading", limit_rules.trading_has_traders),
    ("trading", market_rules.trading_is_coherent),
    ("trading", market_rules.trading_is_within_the_run),
    ("event", market_rules.event_is_within_the_run),
    ("event", market_rules.event_parties_are_declared),
    ("event", market_rules.event_tranche_is_declared),
    ("event", market_rules.trade_is_coherent),
    ("event", limit_rules.withdrawal_finds_an_order),
    ("event", market_rules.transfer_is_between_two),
    ("event", authority_rules.authority_exists),
    ("event", authority_rules.pauses_alternate),
    ("event", authority_rules.lost_account_can_be_replaced),
    ("event", authority_rules.replacement_can_hold),
    ("event", authority_rules.parties_act_by_accounts_in_force),
    ("event", default_rules.remedy_is_promised),
    ("event", default_rules.trustee_acts),
    ("event", default_rules.recovery_is_coherent),
    ("event", default_rules.proposal_is_coherent),
    ("event", default_rules.vote_is_on_a_proposal),
    ("order", authority_rules.order_is_by_an_account_in_force),
    ("party", custody_rules.through_is_a_custodian),
    ("party", custody_rules.behind_is_a_nominee),
    ("party", custody_rules.client_may_hold),
    ("party", custody_rules.nominee_may_hold),
    ("book", custody_rules.drawn_are_behind_custodians),
    ("order", custody_rules.nominee_orders_for_clients_only),
    ("", custody_rules.nominee_orders_are_few),
    ("event", custody_rules.event_needs_an_account_on_chain),
    ("event", custody_rules.break_is_at_the_clients_custodian),
    ("event", custody_rules.break_is_resolved_later),
    ("event", custody_rules.break_units_are_possible),
)

#: What a run needs beyond `RULES`: terms may be sound that no contract carries yet. Such a scenario
#: can be checked and its cash flows computed; `sim.run` refuses it by the name of the term. With
#: what follows from dates they are `sim.schedule.RUN_RULES`.
RUN_RULES: Final[tuple[Rule, ...]] = (
    ("rail", support_rules.rail_can_be_run),
    ("tranche", support_rules.pricing_can_be_run),
    ("tranche", support_rules.coupon_can_be_run),
    ("tranche", support_rules.options_can_be_run),
    ("tranche", exercise_rules.calls_and_puts_go_apart),
    ("tranche", support_rules.yield_can_be_run),
    ("event", tap_rules.tap_yields_can_be_run),
    ("book", support_rules.drawn_limits_can_be_run),
    ("order", support_rules.limit_can_be_run),
    ("trading", support_rules.drawn_prices_can_be_run),
    ("tranche", combination_rules.tax_finds_interest),
    ("tranche", combination_rules.late_days_can_be_counted),
    ("event", combination_rules.accelerated_bond_pays_in_between),
    ("party", combination_rules.clients_are_taxed_alike),
    ("book", combination_rules.drawn_clients_are_taxed_alike),
)

# The attribute under which a scenario keeps the table of each heading.
_ATTRIBUTES: Final = {
    "party": "parties",
    "rail": "rails",
    "tranche": "tranches",
    "offer": "offer",
    "book": "book",
    "order": "orders",
    "trading": "trading",
    "event": "events",
}


def broken_rules(scenario: Scenario, rules: Iterable[Rule] = RULES) -> Iterator[Complaint]:
    """Every complaint of every rule; entries that could only be read in part are looked at too."""
    for heading, rule in rules:
        for entry in _entries(scenario, heading):
            try:
                for complaint in rule(scenario, entry.value):
                    yield complaint._replace(path=(*entry.path, *complaint.path))
            except UnreadError:
                # What is missing has its own complaint already.
                continue


def hold_to(scenario: Scenario, rules: Iterable[Rule]) -> None:
    """Refuse a scenario that breaks one of the rules. Raises ScenarioError with every finding."""
    findings = [scenario.finding(*complaint) for complaint in broken_rules(scenario, rules)]
    if findings:
        raise ScenarioError(findings)


def _entries(scenario: Scenario, heading: str) -> Iterator[_Entry]:
    if not heading:
        yield _Entry((), scenario)
        return
    try:
        value = getattr(scenario, _ATTRIBUTES[heading])
    except UnreadError:
        return
    if isinstance(value, tuple):
        yield from (_Entry((heading, place), entry) for place, entry in enumerate(value))
    elif value is not None:
        yield _Entry((heading,), value)
