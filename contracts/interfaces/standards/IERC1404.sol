// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title ERC-1404: why a transfer is refused, as a code and in words
interface IERC1404 {
    /// @notice 0 when the transfer would succeed now, else the code of the first rule it breaks; see `Restrictions`.
    function detectTransferRestriction(address from, address to, uint256 value) external view returns (uint8);

    /// @notice What a code means.
    function messageForTransferRestriction(uint8 restrictionCode) external view returns (string memory);
}
