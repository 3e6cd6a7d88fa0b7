// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice How a period becomes a fraction of a year. New conventions are appended.
enum DayCountConvention {
    ACT_365F
}

/// @title Day-count fractions as exact integer pairs
library DayCount {
    error DayCount_PeriodReversed(uint32 start, uint32 end);

    /// @notice Fraction of a year from `start` (inclusive) to `end` (exclusive), civil days since 1970-01-01.
    /// @dev ACT/365F: 2006 ISDA Definitions section 4.16(d), actual days over 365, leap years included.
    function fraction(DayCountConvention convention, uint32 start, uint32 end)
        internal
        pure
        returns (uint256 numerator, uint256 denominator)
    {
        require(start <= end, DayCount_PeriodReversed(start, end));
        // The only member so far; the comparison keeps a new one from falling through unnoticed.
        assert(convention == DayCountConvention.ACT_365F);
        return (end - start, 365);
    }
}
