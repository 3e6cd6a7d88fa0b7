// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Exact amounts in the smallest unit of a currency
library Money {
    /// @notice Price of 100 % in the unit prices are written in, 1e-6 %.
    uint256 internal constant PAR = 100_000_000;

    /// @notice Rate of 100 % a year in the unit rates are written in, 1e-9.
    uint256 internal constant RATE_ONE = 1_000_000_000;

    /// @notice Rate of one basis point, 0.01 % a year, in the same unit.
    uint256 internal constant RATE_BASIS_POINT = 100_000;

    /// @notice `numerator / denominator` to the nearest integer, halves up, as programme terms round amounts.
    function halfUp(uint256 numerator, uint256 denominator) internal pure returns (uint256) {
        return (2 * numerator + denominator) / (2 * denominator);
    }
}
