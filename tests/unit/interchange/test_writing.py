"""Term sheets written: what the taxonomy can say exactly, what goes beside it, what is left out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sim.interchange import term_sheet
from sim.interchange.elements import ELEMENTS, GROUPS
from sim.model import load
from tests.scenarios import small, tranche


def written(scenario=None) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Issuance, product and our own block of the only tranche."""
    scenario = scenario or small()
    sheet = term_sheet(scenario, scenario.tranches[0])
    body = sheet["Document"]["ICMABondDataTaxonomy"]
    return body["Issuance"], body["Product"], sheet["GreenbondSimExtension"]


def with_coupon(old: str, new: str, **terms: object):
    text = tranche(**terms)
    assert old in text
    return small(tranches=(text.replace(old, new),), end=date(2023, 2, 17))


class TestTheIssueOf2023:
    """DESIGN section 5 and FACTS: HKD 800m, units of 500,000, at least 1m, 4.05 % half-yearly."""

    @pytest.fixture
    def sheet(self) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        return written(load("hk-2023"))

    def test_issuance(self, sheet):
        issuance = {k: v for k, v in sheet[0].items() if k != "DltPlatform"}
        assert issuance == {
            "SpecifiedDenomination": "1000000",
            "IntegralMultiples": "500000",
            "CalculationAmount": "500000",
            "FinalRedemptionAmountPercentage": "100",
            "SpecifiedCurrency": "HKD",
            "PricingDate": "2023-02-15",
            "IssueDate": "2023-02-16",
            "SettlementDate": "2023-02-16",
            "IssuePrice": "100",
            "ReofferYield": "4.05",
        }

    def test_product(self, sheet):
        assert sheet[1] == {
            "AggregateNominalAmount": "800000000",
            "MaturityDate": "2024-02-16",
            "InterestPayment": {
                "InterestType": "FIXED",
                "InterestRate": "4.05",
                "InterestCommencementDate": "2023-02-16",
                "InterestPayments": {
                    "InterestPaymentFrequency": "SEMIANNUALLY",
                    "PayableDate": [{"Day": "16", "Month": "8"}, {"Day": "16", "Month": "2"}],
                    "FirstPayment": {"PaymentDate": "2023-08-16"},
                },
            },
            "DayCountFraction": "ACT/365",
            "BusinessDayConvention": "FOLLOWING_UNADJUSTED",
            "DLTBondIndicator": True,
        }

    def test_what_no_element_says_stands_in_our_own_block(self, sheet):
        assert sheet[2]["Terms"] == {
            "code": "HKD",
            "rails": ["cbdc"],
            "calendars": ["HK"],
            "rounding_basis": "calculation_amount",
            "record_days": 1,
            "settlement_days": 2,
            "expiry_days": 10,
            "coupon": {"end_of_month": False},
            "principal": {"kind": "bullet"},
        }

    def test_what_is_assumed_of_a_tranche_is_said(self, sheet):
        assert "tranche.coupon.frequency" in sheet[2]["Assumed"]
        assert all(key.startswith("tranche.") for key in sheet[2]["Assumed"])

    def test_parties_to_the_bond_only(self):
        scenario = load("hk-2023")
        body = term_sheet(scenario, scenario.tranches[0])["Document"]["ICMABondDataTaxonomy"]
        roles = [(role["PartyRoleType"], role["PartyID"]["PID"]) for role in body["PartyRole"]]
        assert roles[0] == ("ISSUER", "hksar")
        assert ("PAYING_AGENT", "hsbc") in roles
        assert ("OTHER_PARTYROLE_TYPE", "cmu") in roles
        named = [party["PID"] for party in body["Party"]]
        assert sorted(named) == sorted({pid for _, pid in roles})
        # It issues, keeps or backs money; the bond knows nothing of it.
        assert not {"hkma", "harbour-dollar", "granary-trust"} & set(named)


class TestLeftOut:
    def test_what_a_scenario_does_not_say(self):
        left = written()[2]["LeftOut"]
        for path in ("Issuance.GoverningLaw", "Issuance.Listing", "Party.LEIIdentifier"):
            assert left[path] == "the taxonomy requires it; the scenario does not say"

    def test_the_address_of_a_contract_not_deployed(self):
        issuance, _, block = written()
        assert "SmartContract" not in issuance["DltPlatform"][0]
        assert "before deployment" in block["LeftOut"]["Issuance.DltPlatform.SmartContract"]

    def test_an_isin_not_known(self):
        assert "SecurityIdentifierList" not in written()[1]

    def test_an_isin_that_is(self):
        product = written(small(tranches=(tranche(isin="LU2542747121"),)))[1]
        assert product["SecurityIdentifierList"] == {
            "SecurityIdentifier": [{"ISIN": "LU2542747121", "IdentifierType": "ISIN"}]
        }

    def test_monthly_interest_has_no_word_and_too_many_days(self):
        # The small deal pays every month; one payment, so the days have room.
        _, product, block = written()
        payments = product["InterestPayment"]["InterestPayments"]
        assert "InterestPaymentFrequency" not in payments
        assert block["Terms"]["coupon"] == {"frequency": 12, "end_of_month": False}
        longer = written(small(tranches=(tranche(maturity=date(2023, 8, 16)),)))
        payments = longer[1]["InterestPayment"]["InterestPayments"]
        assert "PayableDate" not in payments
        assert any(path.endswith("PayableDate") for path in longer[2]["LeftOut"])

    @pytest.mark.parametrize(
        ("business_day", "accrual", "word", "beside"),
        [
            ("following", "unadjusted", "FOLLOWING_UNADJUSTED", set()),
            ("modified_following", "adjusted", "MODIFIED_FOLLOWING_ADJUSTED", set()),
            ("preceding", "adjusted", "PRECEDING", {"accrual"}),
            ("following", "adjusted", None, {"business_day", "accrual"}),
            ("modified_following", "unadjusted", None, {"business_day", "accrual"}),
            ("none", "unadjusted", None, {"business_day", "accrual"}),
        ],
    )
    def test_no_word_that_nearly_fits(self, business_day, accrual, word, beside):
        terms = tranche(business_day=business_day, accrual=accrual)
        _, product, block = written(small(tranches=(terms,)))
        assert product.get("BusinessDayConvention") == word
        assert {"business_day", "accrual"} & block["Terms"].keys() == beside
        assert ("Product.BusinessDayConvention" in block["LeftOut"]) == (word is None)

    @pytest.mark.parametrize(
        ("day_count", "word"),
        [
            ("ACT/360", "ACT/360"),
            ("ACT/ACT ICMA", "ICMA_ACT/ACT"),
            ("ACT/ACT ISDA", "ISDA_ACT/ACT"),
            ("30/360", "30/360"),
            ("30E/360", None),
        ],
    )
    def test_day_counts(self, day_count, word):
        _, product, block = written(with_coupon('"ACT/365F"', f'"{day_count}"'))
        assert product.get("DayCountFraction") == word
        told_beside = block["Terms"].get("coupon", {}).get("day_count")
        assert told_beside == (None if word else day_count)

    @pytest.mark.parametrize(
        ("calendars", "word"),
        [(["NY"], "NEW_YORK"), (["T2"], "TARGET2"), (["HK"], None), (["HK", "NY"], None)],
    )
    def test_centres(self, calendars, word):
        _, product, block = written(small(tranches=(tranche(calendars=calendars),)))
        assert product.get("BusinessDayCenter") == word
        assert block["Terms"].get("calendars") == (None if word else calendars)


class TestForm:
    def test_amounts_are_plain_text_never_a_power(self):
        issuance, _, _ = written(small(tranches=(tranche(issue_price=Decimal("1E+2")),)))
        assert issuance["IssuePrice"] == "100"

    def test_elements_keep_the_order_of_the_schema(self):
        issuance, product, _ = written(load("hk-2023"))
        for group, given in (("Issuance", issuance), ("Product", product)):
            order = list(dict.fromkeys(p.split(".")[1] for p in ELEMENTS if p.startswith(group)))
            places = [order.index(name) for name in given]
            assert places == sorted(places)

    def test_every_element_stands_in_a_known_group(self):
        for path in ELEMENTS:
            assert path.rpartition(".")[0] in ("", *GROUPS), path
