// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DayCountConvention} from "../libraries/DayCount.sol";
import {Stub} from "../libraries/CouponDates.sol";

/// @notice Where an amount is rounded to the smallest unit. New bases are appended.
/// CALCULATION_AMOUNT: the amount a unit, half up, then multiplied by units. HOLDING: the exact amount a unit times
/// units, half up once a holder.
enum RoundingBasis {
    CALCULATION_AMOUNT,
    HOLDING
}

/// @notice How the rate of a period comes about, numbered as ERC-7092 does.
/// ZERO: no interest. FIXED: each period has its rate, equal or stepping. FLOATING: fixed by the calculation agent.
enum CouponKind {
    ZERO,
    FIXED,
    FLOATING
}

/// @notice What falls due with a period: its interest, an instalment of principal, or all principal left.
enum Flow {
    INTEREST,
    INSTALMENT,
    REDEMPTION
}

/// @notice How a floating rate follows from what is observed: multiplier × observed + spread, within floor and cap.
/// Rates are 1e-9 a year, and no rate is below zero.
/// @param benchmark name of what is observed
/// @param multiplier 1e-9
/// @param fallsBackToRate a period not fixed in time takes `fallbackRate` as observed; else what was observed last,
/// and the first period `fallbackRate`: what was published last before issue
struct Reset {
    string benchmark;
    uint64 multiplier;
    int64 spread;
    int64 floor;
    int64 cap;
    bool fallsBackToRate;
    int64 fallbackRate;
}

/// @notice Part of each payment of interest that is withheld from holders of a jurisdiction: coupons, default interest,
/// and what of an instalment of a recovery goes to interest by the waterfall.
/// @param jurisdiction ISO 3166-1 numeric code
/// @param rate of the interest, 1e-9
struct TaxRate {
    uint16 jurisdiction;
    uint64 rate;
}

/// @notice The terms of a tranche that do not repeat. Dates are civil days since 1970-01-01 in the deal's zone.
/// @param isin ISO 6166, empty when unknown
/// @param currency ISO 4217 code (CNH for offshore renminbi)
/// @param issuer party that owes
/// @param rails cash tokens payments may use, the first is the default
/// @param calculationAmount face of one unit at issue, in the currency's smallest unit
/// @param minimumUnits least units a holder may have unless zero
/// @param offeredUnits size of the issue
/// @param redemptionPrice paid with the last period, 1e-6 % of outstanding face
/// @param couponsPerYear regular coupons a year, zero where there are none
/// @param rollDay day of the month on which regular coupon periods end, 31 for the last of each
/// @param reset of a floating coupon
/// @param taxAccount receives what is withheld as tax
struct Terms {
    string isin;
    string currency;
    address issuer;
    address[] rails;
    uint96 calculationAmount;
    uint64 minimumUnits;
    uint64 offeredUnits;
    uint40 redemptionPrice;
    uint32 issueDate;
    uint32 maturityDate;
    DayCountConvention dayCount;
    RoundingBasis roundingBasis;
    CouponKind couponKind;
    uint8 couponsPerYear;
    uint8 rollDay;
    Reset reset;
    address taxAccount;
    TaxRate[] taxes;
}

/// @notice One interest period with every date and cut-off it needs; cut-offs are instants computed from the dates.
/// @param rate nominal yearly rate, 1e-9; of a floating coupon zero until it is fixed
/// @param recordAt close of the record date
/// @param fundingCutoff the issuer's money must be with the paying agent before this
/// @param payableFrom payments start
/// @param factorAfter part of face still outstanding after the period's payment, 1e-9
/// @param stub whether the period is an odd one
/// @param fixingDate of a floating coupon
/// @param fixingOpensAt the rate may be fixed from then
/// @param fallbackFrom the rate falls back from then
struct Period {
    uint32 start;
    uint32 end;
    uint32 dueDate;
    uint32 paymentDate;
    uint32 recordDate;
    uint32 exDate;
    uint64 rate;
    uint40 recordAt; // next word
    uint40 fundingCutoff;
    uint40 payableFrom;
    uint32 factorAfter;
    Stub stub;
    uint32 fixingDate;
    uint40 fixingOpensAt;
    uint40 fallbackFrom; // next word
}

/// @notice Everything a payment to all holders needs to know.
/// @param taxAccount receives what is withheld as tax; the zero address where nothing is
/// @param accrualNum interest only: the day-count fraction, with `accrualDen`
/// @param rate interest only, 1e-9
/// @param amountNum exact amount a unit, in the currency's smallest unit, as a fraction with `amountDen`
struct Due {
    address cash;
    uint32 recordDate;
    uint32 exDate;
    uint32 dueDate;
    uint32 paymentDate;
    uint32 periodStart;
    uint32 periodEnd;
    uint40 recordAt;
    uint40 fundingCutoff;
    uint40 payableFrom;
    RoundingBasis roundingBasis;
    address taxAccount;
    uint64 rate;
    uint256 accrualNum;
    uint256 accrualDen;
    uint256 amountNum;
    uint256 amountDen;
}

/// @notice What else of the terms a new version may change.
/// @param redemptionPrice paid with the last period, 1e-6 % of outstanding face
/// @param spread of a floating coupon, in every rate made from then on
struct Change {
    uint32 maturityDate;
    uint40 redemptionPrice;
    uint64 offeredUnits;
    int64 spread;
}

/// @title The terms of one tranche: what is due when, to the exact fraction
/// @notice Everything is set at issue but the rates of a floating coupon, which the calculation agent fixes, each in
/// its own time and once. Nobody fixes a rate late: it falls back as the terms say. A new version of the terms is made
/// by contracts that have rules for it (an option exercised, a vote carried); it leaves alone every period whose record
/// date has passed.
interface IBondTerms {
    event TermsSet(
        address indexed bond, uint16 indexed version, bytes32 termsHash, Terms terms, Period[] periods
    );
    event RateFixed(uint16 indexed periodIndex, int64 observed, uint64 rate, bool isFallback);

    event RecordAdded(uint32 indexed date, uint40 closes);

    error BondTerms_Empty();
    error BondTerms_BoundAlready(address bond);
    error BondTerms_OtherTerms(address bond, address terms);
    error BondTerms_CallerNotMaker(address caller, address maker);
    error BondTerms_PeriodPassed(uint256 index, uint40 recordAt, uint256 timestamp);
    error BondTerms_RecordTaken(uint40 closes);
    error BondTerms_Unordered(uint256 period);
    error BondTerms_ResetUnordered(int64 floor, int64 cap);
    error BondTerms_TaxAboveAll(uint16 jurisdiction, uint64 rate);
    error BondTerms_UnknownPeriod(uint256 index, uint256 periods);
    error BondTerms_NothingDue(uint256 index, Flow flow);
    error BondTerms_NotFloating();
    error BondTerms_FixedAlready(uint256 index, uint64 rate);
    error BondTerms_NotFixed(uint256 index);
    error BondTerms_NotInPeriod(uint32 date, uint32 start, uint32 end);
    error BondTerms_OutOfTurn(uint256 index, uint256 next);
    error BondTerms_FixingClosed(uint256 index, uint40 opensAt, uint40 fallbackFrom, uint256 timestamp);

    /// @notice Adds periods after those there are, in as many batches as it takes; whoever deployed the terms, until they
    /// are bound.
    function append(Period[] calldata more) external;

    /// @notice Names the bond these are the terms of, once, by whoever deployed the terms: it was deployed with them, keeps
    /// the holders, and is told the record dates. Before that no unit can be issued.
    function bind(address bond) external;

    /// @notice Replaces the periods from one on, none of whose record date has passed, by others: a new version.
    function amend(uint256 from, Period[] calldata tail, Change calldata change) external;

    /// @notice Adds a record date that belongs to no period, as a vote needs.
    function addRecord(uint32 date, uint40 closes) external;

    /// @notice Fixes the rate of a floating period from what the calculation agent observed, 1e-9 a year.
    function fix(uint256 index, int64 rate) external;

    /// @notice Lets the rate of a period that was not fixed in time fall back; anyone may call.
    function fallBack(uint256 index) external;

    /// @notice The terms in force.
    function terms() external view returns (Terms memory);

    /// @notice Hash of the terms and the full schedule of the version in force.
    function termsHash() external view returns (bytes32);

    /// @notice Version of the terms in force, 0 at issue.
    function version() external view returns (uint16);

    /// @notice Version that set a period, or took it away.
    function versionOf(uint256 index) external view returns (uint16);

    /// @notice One interest period, numbered from 0, with its rate where that was fixed.
    function period(uint256 index) external view returns (Period memory);

    /// @notice Number of interest periods, which is the number of record dates.
    function periods() external view returns (uint256);

    /// @notice Floating periods fixed so far, by the agent or by falling back; they are fixed in order.
    function fixings() external view returns (uint256);

    /// @notice What was observed for a fixed period, 1e-9.
    function observed(uint256 index) external view returns (int64);

    /// @notice What falls due with a period.
    function due(uint256 index, Flow flow) external view returns (Due memory);

    /// @notice Interest of a period on one unit as an exact fraction of the smallest unit of the currency.
    function interestPerUnit(uint256 index)
        external
        view
        returns (uint256 numerator, uint256 denominator, uint256 accrualNum, uint256 accrualDen);

    /// @notice What of it has accrued from the period's start to a civil day in it; at the floor while the rate is not
    /// fixed. Where days are counted by coupon periods, a part of a regular one is so much of it.
    function accrued(uint256 index, uint32 date) external view returns (uint256 numerator, uint256 denominator);

    /// @notice Fraction of a year between two civil days that bound no period, by the day count of the terms; where that
    /// counts by coupon periods, by notional ones from the first day.
    function fraction(uint32 start, uint32 end) external view returns (uint256 numerator, uint256 denominator);

    /// @notice Part of face outstanding when a period starts, 1e-9.
    function factorBefore(uint256 index) external view returns (uint256);

    /// @notice Part of face outstanding by the schedule now, 1e-9: instalments count from when they are payable.
    function factor() external view returns (uint256);

    /// @notice Part of interest withheld from holders of a jurisdiction, 1e-9.
    function taxRate(uint16 jurisdiction) external view returns (uint64);

    /// @notice Account that receives what is withheld as tax; the zero address where nothing is.
    function taxAccount() external view returns (address);

    /// @notice Rate of the period that runs now, 1e-9; zero while it is not fixed.
    function runningRate() external view returns (uint64);

    /// @notice Least units a holder may have unless zero, and units on offer.
    function sizes() external view returns (uint64 minimumUnits, uint64 offeredUnits);

    /// @notice The bond these are the terms of.
    function bond() external view returns (address);

    /// @notice Record dates to come, in order: the civil days and the instants at which they close.
    function recordDates() external view returns (uint32[] memory dates, uint40[] memory closes);

    /// @notice ISO 6166, empty when unknown.
    function isin() external view returns (string memory);

    /// @notice Cash token payments use by default.
    function defaultRail() external view returns (address);

    /// @notice Face of one unit at issue, in the currency's smallest unit.
    function calculationAmount() external view returns (uint256);

    /// @notice Issue and maturity, civil days.
    function life() external view returns (uint32 issueDate, uint32 maturityDate);

    /// @notice How coupons come about: kind, how many a year, by which day count.
    function couponForm() external view returns (CouponKind kind, uint8 couponsPerYear, DayCountConvention dayCount);
}
