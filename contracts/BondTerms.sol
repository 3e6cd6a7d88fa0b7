// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {FloatingRates} from "./FloatingRates.sol";
import {RoleBound} from "./RoleBound.sol";
import {IBondToken} from "./interfaces/IBondToken.sol";
import {
    Change,
    CouponKind,
    Due,
    Flow,
    IBondTerms,
    Period,
    Reset,
    TaxRate,
    Terms
} from "./interfaces/IBondTerms.sol";
import {IRoles, Role} from "./interfaces/IRoles.sol";
import {CouponDates, Stub} from "./libraries/CouponDates.sol";
import {DayCount, DayCountConvention} from "./libraries/DayCount.sol";
import {Money} from "./libraries/Money.sol";

/// @title BondTerms
contract BondTerms is FloatingRates {
    /// @inheritdoc IBondTerms
    uint16 public version;

    /// @inheritdoc IBondTerms
    bytes32 public termsHash;

    /// @inheritdoc IBondTerms
    address public bond;

    /// @dev Record dates that belong to no period, in order, those that passed included.
    uint32[] private _addedDates;
    uint40[] private _addedCloses;

    /// @dev First period that each version after the one at issue set.
    uint256[] private _amendedFrom;

    address private immutable _maker;

    constructor(IRoles roles_, Terms memory terms_) RoleBound(roles_) {
        _requireWhole(terms_);
        _terms = terms_;
        _maker = msg.sender;
    }

    /* MAKING */

    /// @inheritdoc IBondTerms
    function append(Period[] calldata more) external {
        _requireUnbound();
        _setPeriods(periods, more);
    }

    /// @inheritdoc IBondTerms
    function bind(address named) external {
        _requireUnbound();
        IBondTerms theirs = IBondToken(named).bondTerms();
        require(theirs == this, BondTerms_OtherTerms(named, address(theirs)));
        bond = named;
        _setVersion();
        // The bond keeps the record dates it is told, so that both have the same.
        _tellRecords();
    }

    /* NEW VERSIONS */

    /// @inheritdoc IBondTerms
    function amend(uint256 from, Period[] calldata tail, Change calldata change) external {
        _requireRole(Role.AMENDING_CONTRACT);
        uint40 recordAt = period(from).recordAt;
        require(block.timestamp < recordAt, BondTerms_PeriodPassed(from, recordAt, block.timestamp));
        require(tail.length > 0, BondTerms_Empty());
        uint40 first = tail[0].recordAt;
        require(block.timestamp < first, BondTerms_PeriodPassed(from, first, block.timestamp));
        _terms.maturityDate = change.maturityDate;
        _terms.redemptionPrice = change.redemptionPrice;
        _terms.offeredUnits = change.offeredUnits;
        _terms.reset.spread = change.spread;
        _requireWhole(_terms);
        _setPeriods(from, tail);
        _forgetBeyond(periods);
        _amendedFrom.push(from);
        ++version;
        _setVersion();
        _tellRecords();
    }

    /// @inheritdoc IBondTerms
    function addRecord(uint32 date, uint40 closes) external {
        _requireRole(Role.AMENDING_CONTRACT);
        uint256 last = periods - 1;
        // After the last record date no unit moves, and nobody is left to vote.
        require(
            block.timestamp < closes && closes < _periods[last].recordAt,
            BondTerms_PeriodPassed(last, closes, block.timestamp)
        );
        for (uint256 i = 0; i <= last; ++i) {
            require(_periods[i].recordAt != closes, BondTerms_RecordTaken(closes));
        }
        uint256 at = _addedCloses.length;
        _addedDates.push();
        _addedCloses.push();
        for (; at > 0 && _addedCloses[at - 1] >= closes; --at) {
            require(_addedCloses[at - 1] != closes, BondTerms_RecordTaken(closes));
            (_addedDates[at], _addedCloses[at]) = (_addedDates[at - 1], _addedCloses[at - 1]);
        }
        (_addedDates[at], _addedCloses[at]) = (date, closes);
        emit RecordAdded(date, closes);
        _tellRecords();
    }

    /* WHAT IS DUE */

    /// @inheritdoc IBondTerms
    function due(uint256 index, Flow flow) external view returns (Due memory told) {
        Period memory paid = period(index);
        told.cash = _terms.rails[0];
        told.recordDate = paid.recordDate;
        told.exDate = paid.exDate;
        told.dueDate = paid.dueDate;
        told.paymentDate = paid.paymentDate;
        told.periodStart = paid.start;
        told.periodEnd = paid.end;
        told.recordAt = paid.recordAt;
        told.fundingCutoff = paid.fundingCutoff;
        told.payableFrom = paid.payableFrom;
        told.roundingBasis = _terms.roundingBasis;
        if (flow == Flow.INTEREST) {
            require(_terms.couponKind != CouponKind.ZERO, BondTerms_NothingDue(index, flow));
            told.rate = paid.rate;
            if (_terms.taxes.length != 0) told.taxAccount = _terms.taxAccount;
            (told.amountNum, told.amountDen, told.accrualNum, told.accrualDen) = interestPerUnit(index);
        } else {
            uint256 repaid = factorBefore(index) - paid.factorAfter;
            bool isLast = index == periods - 1;
            require(repaid != 0 && isLast == (flow == Flow.REDEMPTION), BondTerms_NothingDue(index, flow));
            told.amountNum = repaid * _terms.calculationAmount * (isLast ? _terms.redemptionPrice : Money.PAR);
            told.amountDen = Money.RATE_ONE * Money.PAR;
        }
    }

    /// @inheritdoc IBondTerms
    function interestPerUnit(uint256 index)
        public
        view
        returns (uint256 numerator, uint256 denominator, uint256 accrualNum, uint256 accrualDen)
    {
        Period memory interest = period(index);
        require(_isKnown(index), BondTerms_NotFixed(index));
        (accrualNum, accrualDen) = _fraction(interest);
        numerator = factorBefore(index) * _terms.calculationAmount * interest.rate * accrualNum;
        denominator = Money.RATE_ONE * Money.RATE_ONE * accrualDen;
    }

    /// @inheritdoc IBondTerms
    function accrued(uint256 index, uint32 date) external view returns (uint256 numerator, uint256 denominator) {
        Period memory interest = period(index);
        bool inside = interest.start <= date && date <= interest.end;
        require(inside, BondTerms_NotInPeriod(date, interest.start, interest.end));
        if (!_isKnown(index)) interest.rate = _least(_terms.reset.floor);
        numerator = factorBefore(index) * _terms.calculationAmount * interest.rate;
        if (numerator == 0) return (0, 1);
        uint256 elapsed;
        if (interest.stub == Stub.NONE && _terms.dayCount == DayCountConvention.ACT_ACT_ICMA) {
            (elapsed, denominator) = (date - interest.start, uint256(interest.end - interest.start) * _terms.couponsPerYear);
        } else {
            interest.end = date;
            (elapsed, denominator) = _fraction(interest);
        }
        numerator *= elapsed;
        denominator *= Money.RATE_ONE * Money.RATE_ONE;
    }

    /// @inheritdoc IBondTerms
    function fraction(uint32 start, uint32 end) external view returns (uint256 numerator, uint256 denominator) {
        Period memory counted;
        (counted.start, counted.end, counted.stub) = (start, end, Stub.LAST);
        return _fraction(counted);
    }

    /// @inheritdoc IBondTerms
    function versionOf(uint256 index) external view returns (uint16) {
        uint256 latest = _amendedFrom.length;
        while (latest > 0 && _amendedFrom[latest - 1] > index) --latest;
        return uint16(latest);
    }

    /// @inheritdoc IBondTerms
    function recordDates() public view returns (uint32[] memory dates, uint40[] memory closes) {
        uint256 next = 0;
        while (next < periods && _periods[next].recordAt <= block.timestamp) ++next;
        uint256 added = 0;
        while (added < _addedCloses.length && _addedCloses[added] <= block.timestamp) ++added;
        uint256 count = periods - next + _addedCloses.length - added;
        (dates, closes) = (new uint32[](count), new uint40[](count));
        for (count = 0; next < periods; ++next) {
            Period storage coming = _periods[next];
            for (; added < _addedCloses.length && _addedCloses[added] < coming.recordAt; ++added) {
                (dates[count], closes[count++]) = (_addedDates[added], _addedCloses[added]);
            }
            // New terms may have put a period's record date where one was added; those after the last are void.
            if (added < _addedCloses.length && _addedCloses[added] == coming.recordAt) ++added;
            (dates[count], closes[count++]) = (coming.recordDate, coming.recordAt);
        }
        assembly ("memory-safe") {
            mstore(dates, count)
            mstore(closes, count)
        }
    }

    /* PRIVATE */

    /// @dev What follows is for whoever made the terms, as long as no bond is named.
    function _requireUnbound() private view {
        require(msg.sender == _maker, BondTerms_CallerNotMaker(msg.sender, _maker));
        require(bond == address(0), BondTerms_BoundAlready(bond));
    }

    /// @dev Replaces the periods from one on; a rate that was fixed stays.
    function _setPeriods(uint256 from, Period[] calldata tail) private {
        CouponKind kind = _terms.couponKind;
        uint256 outstanding = factorBefore(from);
        uint256 count = tail.length;
        for (uint256 i = 0; i < count; ++i) {
            Period memory next = tail[i];
            uint256 index = from + i;
            bool follows = index == 0
                || (_periods[index - 1].recordAt < next.recordAt && _periods[index - 1].end == next.start);
            // Nothing comes after the period that repays all.
            bool repays = next.factorAfter <= outstanding && outstanding != 0;
            require(follows && repays && _isOrdered(next, kind), BondTerms_Unordered(index));
            outstanding = next.factorAfter;
            if (index < fixings) next.rate = _periods[index].rate;
            _periods[index] = next;
        }
        periods = from + count;
    }

    function _setVersion() private {
        require(periods != 0, BondTerms_Empty());
        require(_periods[periods - 1].factorAfter == 0, BondTerms_Unordered(periods - 1));
        Terms memory inForce = _terms;
        Period[] memory all = new Period[](periods);
        for (uint256 i = 0; i < all.length; ++i) {
            all[i] = _periods[i];
        }
        termsHash = keccak256(abi.encode(inForce, all));
        emit TermsSet(bond, version, termsHash, inForce, all);
    }

    function _tellRecords() private {
        (uint32[] memory dates, uint40[] memory closes) = recordDates();
        IBondToken(bond).setRecords(dates, closes, _terms.offeredUnits);
    }

    function _requireWhole(Terms memory set) private pure {
        require(
            set.rails.length > 0 && set.calculationAmount > 0 && set.offeredUnits > 0
                && set.minimumUnits <= set.offeredUnits
                && (set.taxes.length == 0 || set.taxAccount != address(0)),
            BondTerms_Empty()
        );
        Reset memory reset = set.reset;
        require(reset.floor <= reset.cap, BondTerms_ResetUnordered(reset.floor, reset.cap));
        for (uint256 i = 0; i < set.taxes.length; ++i) {
            TaxRate memory tax = set.taxes[i];
            require(tax.rate <= Money.RATE_ONE, BondTerms_TaxAboveAll(tax.jurisdiction, tax.rate));
        }
    }

    function _isOrdered(Period memory next, CouponKind kind) private pure returns (bool) {
        bool paid = next.start < next.end && next.recordAt != 0 && next.recordAt < next.fundingCutoff
            && next.fundingCutoff <= next.payableFrom && next.recordDate < next.paymentDate;
        if (kind == CouponKind.FIXED) return paid;
        if (kind == CouponKind.ZERO) return paid && next.rate == 0;
        // A rate is known when its payment is announced, in the morning of the record date.
        return paid && next.rate == 0 && next.fixingOpensAt < next.fallbackFrom && next.fallbackFrom < next.recordAt;
    }

    function _fraction(Period memory counted) private view returns (uint256, uint256) {
        DayCountConvention dayCount = _terms.dayCount;
        uint256 couponsPerYear = _terms.couponsPerYear;
        if (counted.stub == Stub.NONE || dayCount != DayCountConvention.ACT_ACT_ICMA) {
            return DayCount.fraction(dayCount, counted.start, counted.end, couponsPerYear);
        }
        return CouponDates.oddFraction(counted.start, counted.end, counted.stub, couponsPerYear, _terms.rollDay);
    }

}