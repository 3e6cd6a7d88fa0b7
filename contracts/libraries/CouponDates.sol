// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CivilDate} from "./CivilDate.sol";

/// @notice Whether an interest period is an odd one. FIRST: it ends on a regular coupon date. LAST: it starts on one.
enum Stub {
    NONE,
    FIRST,
    LAST
}

/// @title Odd interest periods by the notional coupon periods around them
library CouponDates {
    error CouponDates_NotSoMany(uint256 couponsPerYear);

    /// @notice Fraction of a year of an odd period: its days in each notional period over that period's length and the
    /// coupons a year, summed over their least common denominator.
    /// @dev ICMA rule 251, 2006 ISDA Definitions section 4.16(c). A notional period's dates fall on `rollDay`, or on
    /// the last of a month without such a day.
    function oddFraction(uint32 start, uint32 end, Stub stub, uint256 couponsPerYear, uint256 rollDay)
        internal
        pure
        returns (uint256 numerator, uint256 denominator)
    {
        require(couponsPerYear != 0 && 12 % couponsPerYear == 0, CouponDates_NotSoMany(couponsPerYear));
        uint256 months = 12 / couponsPerYear;
        denominator = 1;
        bool back = stub == Stub.FIRST;
        uint256 regular = back ? end : start;
        for (uint256 i = 1;; ++i) {
            uint256 next = CivilDate.moved(back ? end : start, back, i * months, rollDay);
            (uint256 from, uint256 to) = back ? (next, regular) : (regular, next);
            uint256 length = to - from;
            uint256 counted = (to < end ? to : end) - (from > start ? from : start);
            (numerator, denominator) = _sum(numerator, denominator, counted, length);
            regular = next;
            if (back ? next <= start : next >= end) break;
        }
        denominator *= couponsPerYear;
    }

    /// @dev The sum of two fractions over their denominators' least common multiple.
    function _sum(uint256 num, uint256 den, uint256 otherNum, uint256 otherDen)
        private
        pure
        returns (uint256, uint256)
    {
        uint256 a = den;
        uint256 b = otherDen;
        while (b != 0) (a, b) = (b, a % b);
        return (num * (otherDen / a) + otherNum * (den / a), den / a * otherDen);
    }
}
