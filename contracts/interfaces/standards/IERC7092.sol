// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title What ERC-7092 lets one read of a bond, beside ERC-20
/// @dev Not all of ERC-7092: its transfers with data and its batches of approvals are not offered, so its interface
/// id is not claimed.
interface IERC7092Reads {
    /// @notice ISO 6166 number, empty when unknown.
    function isin() external view returns (string memory);

    /// @notice Cash token the bond is paid in by default.
    function currency() external view returns (address);

    /// @notice Face of one unit, in the currency's smallest unit.
    function denomination() external view returns (uint256);

    /// @notice Face outstanding, in the currency's smallest unit: `totalSupply` × `denomination`, less instalments repaid.
    function issueVolume() external view returns (uint256);

    /// @notice Nominal yearly rate of the running period in basis points, fractions cut off.
    function couponRate() external view returns (uint256);

    /// @notice Issue date, as the instant its civil day begins in UTC.
    function issueDate() external view returns (uint256);

    /// @notice Maturity date, as the instant its civil day begins in UTC.
    function maturityDate() external view returns (uint256);

    /// @notice Face an account holds, in the currency's smallest unit, less instalments repaid.
    function principalOf(address account) external view returns (uint256);
}

/// @title The optional getters of ERC-7092
interface IERC7092ESG {
    /// @notice Decimals of a unit.
    function decimals() external view returns (uint8);

    /// @notice Cash token coupons are paid in by default.
    function currencyOfCoupon() external view returns (address);

    /// @notice 0 zero coupon, 1 fixed, 2 floating.
    function couponType() external view returns (uint8);

    /// @notice Coupons a year.
    function couponFrequency() external view returns (uint256);

    /// @notice 0 ACT/ACT ICMA, 1 ACT/360, 2 ACT/365F, 3 ACT/ACT ISDA, 4 30/360, 5 30E/360. The standard leaves the
    /// numbers to the token.
    function dayCountBasis() external view returns (uint8);
}
