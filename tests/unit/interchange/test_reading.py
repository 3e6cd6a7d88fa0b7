"""Term sheets read: what is refused, each by its JSON path; what is assumed, what is set aside."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

BODY = "Document.ICMABondDataTaxonomy"
PAYMENTS = f"{BODY}.Product.InterestPayment.InterestPayments"
EXTENSION = "GreenbondSimExtension"


class TestRefused:
    @pytest.mark.parametrize(
        ("document", "problem"),
        [
            ("[]", "holds no term sheet"),
            ("7", "holds 7 and no term sheet"),
            ("null", "holds null and no term sheet"),
            ('["x"]', 'holds "x" and no term sheet'),
            (f"[{','.join(['{}'] * 21)}]", "holds 21 term sheets"),
            ("{", "is not valid JSON"),
            (f'{{"Document": {"[" * 60}{"]" * 60}}}', "is nested too deeply"),
        ],
    )
    def test_what_is_no_term_sheet(self, refused, document, problem):
        (said,) = refused(document)
        assert problem in said

    def test_a_document_without_the_taxonomy(self, refused):
        said = refused({"Document": {"BondDataTaxonomy": {}}})
        assert any(s.startswith(f"{BODY}: is missing; write {{") for s in said)
        assert any("write ICMABondDataTaxonomy" in s for s in said)

    def test_an_unknown_element_is_told_the_nearest(self, refused, issuance, bond):
        issuance["SpecifiedDenominations"] = issuance.pop("SpecifiedDenomination")
        assert refused(bond) == [
            f"{BODY}.Issuance.SpecifiedDenominations: is not a known element; "
            "write SpecifiedDenomination",
            f"{BODY}.Issuance.SpecifiedDenomination: is missing; "
            'add a line like: "SpecifiedDenomination": "1000000"',
        ]

    def test_an_element_in_the_wrong_place(self, refused, issuance, product, bond):
        issuance["MaturityDate"] = product.pop("MaturityDate")
        said = refused(bond)
        assert any(s.startswith(f"{BODY}.Issuance.MaturityDate: is not a known") for s in said)
        assert any(s.startswith(f"{BODY}.Product.MaturityDate: is missing") for s in said)

    @pytest.mark.parametrize("value", ["abc", "1,000", "", True, None, [], {}, "1e3", "NaN"])
    def test_what_is_no_decimal(self, refused, issuance, bond, value):
        issuance["IssuePrice"] = value
        (said,) = refused(bond)
        assert said.startswith(f"{BODY}.Issuance.IssuePrice: ")
        assert said.endswith('is not a decimal number; write it like "100"')

    def test_a_number_beyond_all_size(self, refused, bond):
        text = str(bond).replace("'99.5'", "1E+999999999").replace("'", '"')
        (said,) = refused(text)
        assert "is not a decimal number" in said

    @pytest.mark.parametrize("value", ["2024-02-30", "20240207", "7 Feb 2024", 20240207, None])
    def test_what_is_no_date(self, refused, issuance, bond, value):
        issuance["IssueDate"] = value
        (said,) = refused(bond)
        assert said.startswith(f"{BODY}.Issuance.IssueDate: ")
        assert "is not a date" in said

    @pytest.mark.parametrize(
        ("at", "element", "value", "instead"),
        [
            ("issuance", "SpecifiedCurrency", "CNY", 'write "CNH"'),
            ("product", "DayCountFraction", "ACT/364", 'write "ACT/36'),
            ("product", "BusinessDayConvention", "FOLLOWING", 'write "FOLLOWING_UNADJUSTED"'),
            ("product", "BusinessDayCenter", 7, 'write "NEW_YORK", "TARGET2" or "TARGET"'),
        ],
    )
    def test_no_word_of_the_taxonomy(self, refused, request, bond, at, element, value, instead):
        request.getfixturevalue(at)[element] = value
        (said,) = refused(bond)
        assert f".{element}: " in said
        assert "is not a word of the taxonomy here" in said
        assert instead in said

    def test_a_word_that_cannot_be_simulated(self, refused, product, bond):
        product["DayCountFraction"] = "30/365"
        (said,) = refused(bond)
        assert said.startswith(f'{BODY}.Product.DayCountFraction: "30/365" cannot be simulated; ')
        assert 'only "ACT/365", "ACT/360"' in said

    def test_a_floating_coupon_without_its_reference(self, refused, product, bond):
        product["InterestPayment"]["InterestType"] = "FLOATING"
        said = refused(bond)
        missing = [s.split(":")[0] for s in said if ": is missing" in s]
        assert missing == [
            f"{EXTENSION}.Terms.coupon.reference",
            f"{EXTENSION}.Terms.coupon.fixing_days",
        ]
        # A rate agreed at issue is none of its terms.
        assert any(".InterestRate: is not a known term" in s for s in said)

    def test_a_zero_coupon_that_pays(self, refused, product, bond):
        interest = product["InterestPayment"]
        interest["InterestType"] = "ZERO_COUPON"
        assert any(".InterestRate: is not a known term" in s for s in refused(bond))
        del interest["InterestRate"], interest["InterestPayments"]["InterestPaymentFrequency"]
        interest["InterestPayments"]["FirstPayment"] = {"PaymentDate": "2024-08-07"}
        (said,) = refused(bond)
        assert said.startswith(f"{PAYMENTS}.FirstPayment: is of a bond that pays no interest")

    def test_a_kind_of_coupon_that_is_none(self, refused, product, bond):
        del product["InterestPayment"]["InterestType"]
        bond[EXTENSION] = {"Terms": {"coupon": {"kind": "steped"}}}
        assert refused(bond) == [
            f'{EXTENSION}.Terms.coupon.kind: "steped" is not a known kind of coupon; '
            'write "stepped"'
        ]

    @pytest.mark.parametrize(
        ("at", "element", "value"),
        [
            ("issuance", "CallPutOption", "ISSUER_CALL"),
            ("issuance", "OptionalRedemption", {}),
            ("issuance", "EarlyRedemptionAmountPercentage", "101"),
            ("issuance", "ChangeOfInterestPaymentBasis", "fixed to floating"),
            ("issuance", "YieldToCall", "4"),
            ("product", "Optionality", "CALL"),
            ("product", "OutstandingAmountBeforeIncrease", "1"),
            ("product", "OutstandingAmountAfterIncrease", "1"),
        ],
    )
    def test_a_term_that_cannot_be_simulated(self, refused, request, bond, at, element, value):
        request.getfixturevalue(at)[element] = value
        (said,) = refused(bond)
        assert f".{element}: is a term that cannot be simulated" in said

    def test_a_floating_rate(self, refused, product, bond):
        product["InterestPayment"]["FloatingRatePayment"] = {"Margin": "0.5"}
        assert "FloatingRatePayment: is a term that cannot be" in refused(bond)[0]

    @pytest.mark.parametrize(
        ("element", "value"),
        [
            ("FinalRedemptionAmountPercentage", "101"),
            ("FinalRedemptionAmountPercentage", None),
            ("RedemptionPaymentBasis", "INSTALLMENT"),
            ("RedemptionPaymentBasis", ["PAR", "PARTLY_PAID"]),
        ],
    )
    def test_a_redemption_other_than_at_par(self, refused, issuance, bond, element, value):
        issuance[element] = value
        (said,) = refused(bond)
        assert said.startswith(f"{BODY}.Issuance.{element}: ")
        assert "cannot be simulated; only" in said

    @pytest.mark.parametrize(
        ("at", "element", "value", "said_by"),
        [
            ("issuance", "CalculationAmount", "200000", "Issuance.IntegralMultiples"),
            ("issuance", "SettlementDate", "2024-02-08", "Issuance.IssueDate"),
            ("issuance", "PaymentCurrency", "HKD", "Issuance.SpecifiedCurrency"),
            ("issuance", "SettlementCurrency", "EUR", "Issuance.SpecifiedCurrency"),
        ],
    )
    def test_two_elements_that_disagree(self, refused, request, bond, at, element, value, said_by):
        request.getfixturevalue(at)[element] = value
        (said,) = refused(bond)
        assert said.startswith(f'{BODY}.Issuance.{element}: "{value}" is not what {BODY}.{said_by}')

    def test_interest_that_does_not_begin_on_the_issue_date(self, refused, product, bond):
        product["InterestPayment"]["InterestCommencementDate"] = "2024-02-01"
        assert "InterestCommencementDate: " in refused(bond)[0]

    def test_an_extension_that_says_otherwise(self, refused, bond):
        bond[EXTENSION] = {"Terms": {"size": "1"}}
        (said,) = refused(bond)
        assert said.startswith(f'{EXTENSION}.Terms.size: "1" is not what {BODY}.Product.Agg')

    def test_repeating_an_element_does_not_stand_in_for_it(self, refused, issuance, bond):
        issuance["SettlementDate"] = issuance.pop("IssueDate")
        assert any(".Issuance.IssueDate: is missing" in said for said in refused(bond))

    @pytest.mark.parametrize(
        ("at", "element"),
        [
            ("issuance", "SpecifiedDenomination"),
            ("issuance", "SpecifiedCurrency"),
            ("issuance", "PricingDate"),
            ("issuance", "IssueDate"),
            ("issuance", "IssuePrice"),
            ("product", "AggregateNominalAmount"),
            ("product", "MaturityDate"),
            ("product", "DayCountFraction"),
        ],
    )
    def test_a_missing_element_alone(self, refused, request, bond, at, element):
        del request.getfixturevalue(at)[element]
        (said,) = refused(bond)
        assert f'.{element}: is missing; add a line like: "{element}": "' in said

    def test_missing_interest(self, refused, product, bond):
        del product["InterestPayment"]
        said = refused(bond)
        # What else is missing depends on the kind.
        assert [s.split(":")[0].rsplit(".", 1)[-1] for s in said] == ["InterestType"]

    def test_a_missing_yield_where_the_price_is_not_par(self, refused, issuance, bond):
        del issuance["ReofferYield"]
        (said,) = refused(bond)
        assert "ReofferYield: is missing, and the issue price is not 100" in said

    @pytest.mark.parametrize(
        ("at", "element", "value", "problem"),
        [
            ("issuance", "SpecifiedDenomination", "200500", "is not a multiple of the calc"),
            ("issuance", "SpecifiedDenomination", "400000000", "is more than the size"),
            ("issuance", "PricingDate", "2024-02-08", "is after the issue date"),
            ("issuance", "ReofferYield", "4.1234567", "has more than 6 decimals"),
            ("issuance", "IssuePrice", "0", "is not a possible price"),
            ("product", "MaturityDate", "2024-02-07", "is not after the issue date"),
            ("product", "MaturityDate", "2026-03-07", "is no regular date before maturity"),
            ("product", "MaturityDate", "2100-02-07", "is out of range"),
            ("product", "AggregateNominalAmount", "200000000.001", "is finer than USD allows"),
        ],
    )
    def test_terms_no_tranche_can_have(self, refused, request, bond, at, element, value, problem):
        request.getfixturevalue(at)[element] = value
        said = refused(bond)
        assert any(problem in s for s in said), said
        assert all(s.startswith(f"{BODY}.") for s in said)

    @pytest.mark.parametrize("element", ["Series", "Tranche"])
    def test_lines_that_are_bonds_of_their_own(self, refused, product, bond, element):
        product[element] = [{f"{element}Number": "1"}, {"Product": {}}]
        (said,) = refused(bond)
        assert said.startswith(f"{BODY}.Product.{element}: holds products of its own; write a term")

    @pytest.mark.parametrize(
        ("identifiers", "problem"),
        [
            ({"SecurityIdentifier": [{"IdentifierType": "ISIN"}]}, "1.ISIN: is missing"),
            ({"SecurityIdentifier": "LU2542747121"}, "is no list of identifiers"),
            ([], "is no list of identifiers"),
            (
                {"SecurityIdentifier": {"ISIN": "LU2542747122", "IdentifierType": "ISIN"}},
                "has a wrong check digit",
            ),
            (
                {
                    "SecurityIdentifier": [
                        {"ISIN": "LU2542747121", "IdentifierType": "ISIN"},
                        {"ISIN": "FR0013510518", "IdentifierType": "ISIN"},
                    ]
                },
                '2.ISIN: "FR0013510518" is not what',
            ),
        ],
    )
    def test_identifiers(self, refused, product, bond, identifiers, problem):
        product["SecurityIdentifierList"] = identifiers
        (said,) = refused(bond)
        assert said.startswith(f"{BODY}.Product.SecurityIdentifierList.SecurityIdentifier")
        assert problem in said

    @pytest.mark.parametrize(
        ("element", "value", "said"),
        [
            ("FirstPayment", {"PaymentDate": "2024-05-07"}, "is not 2024-08-07"),
            ("FirstPayment", {"Amount": "1"}, "FirstPayment.PaymentDate: is missing"),
            (
                "FirstPayment",
                {"PaymentDate": "2024-08-07", "BrokenDateType": "SHORT"},
                "BrokenDateType: cannot be simulated",
            ),
            ("FirstPayment", "2024-08-07", "is no payment"),
            ("LastPayment", {"PaymentDate": "2026-01-07"}, "is not 2026-02-07"),
            ("PayableDate", {"Day": 7, "Month": 8}, "leaves out a payment in month 2"),
            ("PayableDate", [{"Day": 7, "Month": 8}, {"Day": 8, "Month": 2}], "PayableDate.2: is"),
            ("PayableDate", "7 August", "PayableDate.1: is no day and month"),
            ("PayableDate", [{"Day": "x", "Month": 8}], "PayableDate.1: is no day and month"),
            ("PayableDate", [], "leaves out a payment in month 2, 8"),
        ],
    )
    def test_payments_that_do_not_follow_from_the_terms(
        self, refused, product, bond, element, value, said
    ):
        product["InterestPayment"]["InterestPayments"][element] = value
        told = refused(bond)
        assert len(told) == 1
        assert told[0].startswith(f"{PAYMENTS}.{element}")
        assert said in told[0]

    @pytest.mark.parametrize(
        ("block", "path", "problem"),
        [
            ([], EXTENSION, "a list is no object"),
            ({"Term": {}}, f"{EXTENSION}.Term", "is not a known element; write Terms"),
            ({"Terms": 7}, f"{EXTENSION}.Terms", "7 is no object"),
            ({"Terms": {"recorddays": 2}}, f"{EXTENSION}.Terms.recorddays", "write record_days"),
            ({"Terms": {"record_days": "2"}}, f"{EXTENSION}.Terms.record_days", "whole number"),
            ({"Terms": {"record_days": None}}, f"{EXTENSION}.Terms.record_days", "whole number"),
            ({"Terms": {"rails": ["cdbc"]}}, f"{EXTENSION}.Terms.rails.1", 'write "cbdc"'),
            ({"Terms": {"coupon": "x"}}, f"{EXTENSION}.Terms.coupon", "is a term and an object"),
            ({"Terms": {"coupon": {"x": 1}}}, f"{EXTENSION}.Terms.coupon.x", "not a known term"),
            ({"Assumed": "all"}, f"{EXTENSION}.Assumed", "is no list of keys"),
            ({"Assumed": ["tranche.rial"]}, f"{EXTENSION}.Assumed.1", "is no term"),
            ({"Assumed": ["book"]}, f"{EXTENSION}.Assumed.1", "is no term"),
        ],
    )
    def test_an_extension_not_understood(self, refused, bond, block, path, problem):
        bond[EXTENSION] = block
        said = refused(bond)
        assert any(s.startswith(f"{path}: ") and problem in s for s in said), said

    def test_all_mistakes_at_once_in_every_term_sheet(self, refused, bond, issuance):
        broken = {"Document": {"ICMABondDataTaxonomy": {"Issuance": {}, "Product": []}}}
        issuance["IssuePrice"] = "dear"
        said = refused([broken, bond])
        assert any(s.startswith(f"1.{BODY}.Product: a list is no object") for s in said)
        assert any(s.startswith(f"1.{BODY}.Issuance.IssueDate: is missing") for s in said)
        assert any(s.startswith(f"2.{BODY}.Issuance.IssuePrice: ") for s in said)

    def test_a_code_given_twice(self, refused, bond):
        bond[EXTENSION] = {"Terms": {"code": "A"}}
        assert refused([bond, bond])[0].startswith(f"2.{EXTENSION}.Terms.code: ")

    def test_very_many_mistakes_are_not_all_told(self, refused, issuance, bond):
        issuance.update({f"x{number}": 1 for number in range(5_000)})
        assert len(refused(bond)) == 200


class TestRead:
    def test_terms(self, read, bond):
        (sheet,) = read(bond)
        tranche = sheet.tranche
        assert tranche.minimum_denomination == 200_000
        assert tranche.calculation_amount == 1_000
        assert tranche.size == 200_000_000
        assert tranche.issue_price == Decimal("99.5")
        assert tranche.reoffer_yield == Decimal("4.25")
        assert (tranche.priced, tranche.issued) == (date(2024, 2, 6), date(2024, 2, 7))
        assert tranche.maturity == date(2026, 2, 7)
        coupon = tranche.coupon.model_dump(exclude_defaults=True)
        assert coupon == {
            "kind": "fixed",
            "rate": Decimal(4),
            "frequency": 2,
            "day_count": "30/360",
        }

    def test_numbers_of_json_are_exact(self, read, bond):
        text = str(bond).replace("'4.25'", "4.250000").replace("'200000'", "200000")
        (sheet,) = read(text.replace("'", '"'))
        assert sheet.tranche.reoffer_yield == Decimal("4.25")

    def test_what_is_assumed_is_listed(self, read, bond):
        (sheet,) = read(bond)
        assert sheet.assumed == (
            "tranche.code",
            "tranche.rails",
            "tranche.calendars",
            "tranche.business_day",
            "tranche.accrual",
            "tranche.rounding_basis",
            "tranche.record_days",
            "tranche.settlement_days",
            "tranche.expiry_days",
            "tranche.coupon.end_of_month",
            "tranche.principal.kind",
        )
        assert sheet.tranche.calendars == ("HK", "NY")
        assert sheet.tranche.rails == ("cbdc",)
        assert sheet.tranche.code == "USD"

    def test_a_unit_is_the_denomination_where_nothing_tells_it(self, read, issuance, bond):
        del issuance["IntegralMultiples"]
        (sheet,) = read(bond)
        assert sheet.tranche.calculation_amount == 200_000
        assert "tranche.calculation_amount" in sheet.assumed

    def test_the_yield_at_par_is_the_coupon(self, read, issuance, bond):
        del issuance["ReofferYield"]
        issuance["IssuePrice"] = "100.00"
        (sheet,) = read(bond)
        assert sheet.tranche.reoffer_yield == 4
        assert "tranche.yield" in sheet.assumed

    def test_accrual_is_assumed_where_the_word_does_not_tell_it(self, read, product, bond):
        product["BusinessDayConvention"] = "PRECEDING"
        (sheet,) = read(bond)
        assert sheet.tranche.business_day == "preceding"
        assert "tranche.accrual" in sheet.assumed
        assert "tranche.business_day" not in sheet.assumed

    def test_lines_of_one_currency_get_codes_of_their_own(self, read, bond):
        codes = [sheet.tranche.code for sheet in read([bond, bond, bond])]
        assert codes == ["USD", "USD-2", "USD-3"]

    def test_what_it_says_is_assumed_stays_so(self, read, bond):
        bond[EXTENSION] = {"Terms": {"record_days": 3}, "Assumed": ["tranche.record_days"]}
        (sheet,) = read(bond)
        assert sheet.tranche.record_days == 3
        assert "tranche.record_days" in sheet.assumed

    def test_what_is_no_term_is_set_aside(self, read, issuance, product, bond):
        issuance |= {"GoverningLaw": "GERMAN_LAW", "DltPlatform": [{"Type": "Besu"}]}
        product["Series"] = {"SeriesNumber": "101"}
        product["SecurityIdentifierList"] = {
            "SecurityIdentifier": [{"DTI": "X9J9K872S", "IdentifierType": "DTI"}]
        }
        bond["Document"]["ICMABondDataTaxonomy"]["Issuance"] = issuance
        (sheet,) = read(bond)
        assert list(sheet.aside) == [
            "Issuance.DltPlatform",
            "Issuance.GoverningLaw",
            "Product.SecurityIdentifierList.SecurityIdentifier.1",
            "Product.Series",
        ]
        assert sheet.tranche.isin == ""

    def test_parties_are_named(self, read, bond):
        bond["Document"]["ICMABondDataTaxonomy"] |= {
            "PartyRole": [
                {"PartyRoleType": "ISSUER", "PartyID": {"PID": "a"}},
                {"PartyRoleType": "TRUSTEE", "PartyID": {"PID": "b"}},
                "nobody",
                {"PartyRoleType": "TRUSTEE", "PartyID": []},
            ],
            "Party": {"PID": "a", "PartyName": "Meadow Bank"},
        }
        assert read(bond)[0].parties == ("ISSUER: Meadow Bank", "TRUSTEE: b")

    def test_the_31st_of_a_shorter_month(self, read, issuance, product, bond):
        issuance |= {"PricingDate": "2024-02-28", "IssueDate": "2024-02-29"}
        product["MaturityDate"] = "2025-08-31"
        payments = product["InterestPayment"]["InterestPayments"]
        payments["PayableDate"] = [{"Day": 31, "Month": 8}, {"Day": 28, "Month": 2}]
        bond["Document"]["ICMABondDataTaxonomy"]["Issuance"] = issuance
        assert read(bond)[0].tranche.maturity == date(2025, 8, 31)
