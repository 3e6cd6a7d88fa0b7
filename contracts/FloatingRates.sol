// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RoleBound} from "./RoleBound.sol";
import {Schedule} from "./Schedule.sol";
import {CouponKind, IBondTerms, Period, Reset} from "./interfaces/IBondTerms.sol";
import {Role} from "./interfaces/IRoles.sol";
import {Money} from "./libraries/Money.sol";

/// @title Rates that are observed: fixed in their time, or fallen back
abstract contract FloatingRates is Schedule, RoleBound {
    /// @inheritdoc IBondTerms
    uint256 public fixings;

    /// @inheritdoc IBondTerms
    mapping(uint256 index => int64 rate) public observed;

    /// @inheritdoc IBondTerms
    function fix(uint256 index, int64 rate) external {
        _requireRole(Role.CALCULATION_AGENT);
        Period storage floating = _nextToFix(index);
        bool open = floating.fixingOpensAt <= block.timestamp && block.timestamp < floating.fallbackFrom;
        require(
            open,
            BondTerms_FixingClosed(index, floating.fixingOpensAt, floating.fallbackFrom, block.timestamp)
        );
        _fix(index, floating, rate, false);
    }

    /// @inheritdoc IBondTerms
    function fallBack(uint256 index) external {
        Period storage floating = _nextToFix(index);
        require(
            block.timestamp >= floating.fallbackFrom,
            BondTerms_FixingClosed(index, floating.fixingOpensAt, floating.fallbackFrom, block.timestamp)
        );
        bool stated = _terms.reset.fallsBackToRate || index == 0;
        _fix(index, floating, stated ? _terms.reset.fallbackRate : observed[index - 1], true);
    }

    /// @dev Rates of periods that are no more are forgotten; those of periods that stay are not.
    function _forgetBeyond(uint256 count) internal {
        if (fixings > count) fixings = count;
    }

    function _nextToFix(uint256 index) private view returns (Period storage floating) {
        require(_terms.couponKind == CouponKind.FLOATING, BondTerms_NotFloating());
        require(index < periods, BondTerms_UnknownPeriod(index, periods));
        floating = _periods[index];
        require(index >= fixings, BondTerms_FixedAlready(index, floating.rate));
        require(index == fixings, BondTerms_OutOfTurn(index, fixings));
    }

    function _fix(uint256 index, Period storage floating, int64 rate, bool isFallback) private {
        uint64 made = _rateFrom(rate);
        floating.rate = made;
        observed[index] = rate;
        ++fixings;
        emit RateFixed(uint16(index), rate, made, isFallback);
    }

    /// @dev A half of the last digit goes away from zero; a bond charges its holders nothing.
    function _rateFrom(int64 rate) private view returns (uint64) {
        Reset storage reset = _terms.reset;
        int256 one = int256(Money.RATE_ONE);
        int256 exact = int256(rate) * int256(uint256(reset.multiplier));
        int256 made = (exact + (exact < 0 ? -one : one) / 2) / one + reset.spread;
        if (made < reset.floor) made = reset.floor;
        if (made > reset.cap) made = reset.cap;
        return _least(made);
    }

    function _least(int256 rate) internal pure returns (uint64) {
        return rate < 0 ? 0 : uint64(uint256(rate));
    }

    /// @dev Whether the rate of a period is a term, or was fixed.
    function _isKnown(uint256 index) internal view returns (bool) {
        return _terms.couponKind != CouponKind.FLOATING || index < fixings;
    }
}
