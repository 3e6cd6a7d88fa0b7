// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CivilDate} from "./CivilDate.sol";

/// @notice How a period becomes a fraction of a year. New conventions are appended.
enum DayCountConvention {
    ACT_365F,
    ACT_360,
    ACT_ACT_ICMA,
    ACT_ACT_ISDA,
    THIRTY_360,
    THIRTY_E_360
}

/// @title Day-count fractions as exact integer pairs, left as the convention forms them
library DayCount {
    error DayCount_PeriodReversed(uint32 start, uint32 end);

    /// @notice Fraction of a year from `start` (inclusive) to `end` (exclusive), civil days since 1970-01-01.
    /// @dev 2006 ISDA Definitions section 4.16: (d) ACT/365F, (e) ACT/360, (c) ACT/ACT ICMA, (b) ACT/ACT ISDA,
    /// (f) 30/360 or Bond Basis, (g) 30E/360 or Eurobond Basis.
    /// @param couponsPerYear what ACT/ACT ICMA counts by: the period is one regular coupon period of that many a year
    function fraction(DayCountConvention convention, uint32 start, uint32 end, uint256 couponsPerYear)
        internal
        pure
        returns (uint256 numerator, uint256 denominator)
    {
        require(start <= end, DayCount_PeriodReversed(start, end));
        uint256 elapsed = end - start;
        if (convention == DayCountConvention.ACT_365F) return (elapsed, 365);
        if (convention == DayCountConvention.ACT_360) return (elapsed, 360);
        if (convention == DayCountConvention.ACT_ACT_ICMA) return (elapsed, elapsed * couponsPerYear);
        if (convention == DayCountConvention.ACT_ACT_ISDA) return _actualActual(start, end);
        return (_thirties(start, end, convention == DayCountConvention.THIRTY_E_360), 360);
    }

    /// @dev Days in leap years over 366, the others over 365; with both, over 365 × 366.
    function _actualActual(uint32 start, uint32 end) private pure returns (uint256, uint256) {
        uint256 elapsed = end - start;
        uint256 leap = CivilDate.daysInLeapYears(end) - CivilDate.daysInLeapYears(start);
        if (leap == 0) return (elapsed, 365);
        if (leap == elapsed) return (elapsed, 366);
        return (leap * 365 + (elapsed - leap) * 366, 365 * 366);
    }

    /// @dev Every month has 30 days. A 31st that ends is the 30th: always in Europe, elsewhere only where the period
    /// starts on a 30th or 31st.
    function _thirties(uint32 start, uint32 end, bool european) private pure returns (uint256) {
        (uint256 year, uint256 month, uint256 first) = CivilDate.read(start);
        (uint256 lastYear, uint256 lastMonth, uint256 last) = CivilDate.read(end);
        if (first == 31) first = 30;
        if (last == 31 && (european || first == 30)) last = 30;
        return (12 * lastYear + lastMonth) * 30 + last - (12 * year + month) * 30 - first;
    }
}
