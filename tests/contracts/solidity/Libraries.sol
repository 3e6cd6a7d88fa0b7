// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DayCount, DayCountConvention} from "../../../contracts/libraries/DayCount.sol";
import {Money} from "../../../contracts/libraries/Money.sol";

/// @notice Library functions that contracts inline, made callable.
contract Libraries {
    uint256 public constant PAR = Money.PAR;
    uint256 public constant RATE_ONE = Money.RATE_ONE;

    function fraction(DayCountConvention convention, uint32 start, uint32 end) external pure returns (uint256, uint256) {
        return DayCount.fraction(convention, start, end);
    }

    function halfUp(uint256 numerator, uint256 denominator) external pure returns (uint256) {
        return Money.halfUp(numerator, denominator);
    }
}
