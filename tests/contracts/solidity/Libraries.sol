// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IBondToken} from "../../../contracts/interfaces/IBondToken.sol";
import {CivilDate} from "../../../contracts/libraries/CivilDate.sol";
import {CouponDates, Stub} from "../../../contracts/libraries/CouponDates.sol";
import {DayCount, DayCountConvention} from "../../../contracts/libraries/DayCount.sol";
import {Money} from "../../../contracts/libraries/Money.sol";
import {RecordIds} from "../../../contracts/libraries/RecordIds.sol";

/// @notice Library functions that contracts inline, made callable.
contract Libraries {
    uint256 public constant PAR = Money.PAR;
    uint256 public constant RATE_ONE = Money.RATE_ONE;

    function fraction(DayCountConvention convention, uint32 start, uint32 end, uint256 couponsPerYear)
        public
        pure
        returns (uint256, uint256)
    {
        return DayCount.fraction(convention, start, end, couponsPerYear);
    }

    function fractions(DayCountConvention convention, uint32[] calldata starts, uint32[] calldata ends)
        external
        pure
        returns (uint256[] memory numerators, uint256[] memory denominators)
    {
        (numerators, denominators) = (new uint256[](starts.length), new uint256[](starts.length));
        for (uint256 i = 0; i < starts.length; ++i) {
            (numerators[i], denominators[i]) = fraction(convention, starts[i], ends[i], 2);
        }
    }

    function oddFraction(uint32 start, uint32 end, Stub stub, uint256 couponsPerYear, uint256 rollDay)
        public
        pure
        returns (uint256, uint256)
    {
        return CouponDates.oddFraction(start, end, stub, couponsPerYear, rollDay);
    }

    function oddFractions(
        uint32[] calldata starts,
        uint32[] calldata ends,
        Stub stub,
        uint256 couponsPerYear,
        uint256[] calldata rollDays
    ) external pure returns (uint256[] memory numerators, uint256[] memory denominators) {
        (numerators, denominators) = (new uint256[](starts.length), new uint256[](starts.length));
        for (uint256 i = 0; i < starts.length; ++i) {
            (numerators[i], denominators[i]) = oddFraction(starts[i], ends[i], stub, couponsPerYear, rollDays[i]);
        }
    }

    function dates(uint32[] calldata civilDays) external pure returns (uint256[] memory found) {
        found = new uint256[](civilDays.length);
        for (uint256 i = 0; i < civilDays.length; ++i) {
            (uint256 year, uint256 month, uint256 dayOfMonth) = CivilDate.read(civilDays[i]);
            found[i] = year * 10_000 + month * 100 + dayOfMonth;
        }
    }

    function findRecord(IBondToken bond, uint40 closes) external view returns (uint256) {
        return RecordIds.find(bond, closes);
    }

    function halfUp(uint256 numerator, uint256 denominator) external pure returns (uint256) {
        return Money.halfUp(numerator, denominator);
    }
}
