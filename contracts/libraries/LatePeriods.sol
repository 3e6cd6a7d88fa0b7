// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IBondTerms, Period} from "../interfaces/IBondTerms.sol";
import {ITrustee, Prescription} from "../interfaces/ITrustee.sol";
import {Stub} from "./CouponDates.sol";

/// @title Periods that end otherwise than agreed, and civil days held against the clock
library LatePeriods {
    /// @notice Ends a period on a day and makes it the last: its record date is the prescription's.
    function endOn(Period memory claims, uint32 date, Prescription storage until) internal view {
        bool inside = claims.start < date && date <= claims.end;
        require(inside, ITrustee.Trustee_NotInPeriod(date, claims.start, claims.end));
        if (date < claims.end && claims.stub == Stub.NONE) claims.stub = Stub.LAST;
        (claims.end, claims.dueDate, claims.factorAfter) = (date, date, 0);
        claims.recordDate = until.recordDate;
        claims.exDate = until.recordDate;
        claims.paymentDate = until.paymentDate;
        claims.recordAt = until.recordAt;
        claims.fundingCutoff = until.fundingCutoff;
        claims.payableFrom = until.payableFrom;
    }

    /// @notice What has accrued must be known by the day: a rate that follows only later is not waited for. One that
    /// could fall back by now does so first.
    function fixNever(Period memory claims, uint256 index, Prescription storage until) internal view {
        require(block.timestamp < claims.fallbackFrom, IBondTerms.BondTerms_NotFixed(index));
        claims.fixingDate = until.recordDate;
        (claims.fixingOpensAt, claims.fallbackFrom) = (until.recordAt - 2, until.recordAt - 1);
    }

    /// @notice Fails unless an instant lies on a civil day, or next to it.
    /// @dev Contracts convert no dates; they hold a date given against one they know with its instant.
    function requireDay(Period memory known, uint32 date, uint256 at) internal pure {
        int256 told = (int256(uint256(date)) - int256(uint256(known.paymentDate))) * 1 days;
        int256 off = int256(at) - int256(uint256(known.payableFrom)) - told;
        require(-1 days < off && off < 1 days, ITrustee.Trustee_DayOff(date, at));
    }
}
