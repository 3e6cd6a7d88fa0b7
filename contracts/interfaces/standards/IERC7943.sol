// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @title ERC-7943 for fungible tokens: who may hold, what is frozen, and transfers by order
/// @dev Of its errors only the one of frozen units is used; more specific ones say why an account is refused.
interface IERC7943Fungible is IERC165 {
    /// @notice Units were taken from one account and given to another by order.
    event ForcedTransfer(address indexed from, address indexed to, uint256 amount);
    /// @notice The absolute number of frozen units of an account, after a change.
    event Frozen(address indexed account, uint256 amount);

    error ERC7943CannotSend(address account);
    error ERC7943CannotReceive(address account);
    error ERC7943CannotTransfer(address from, address to, uint256 amount);
    error ERC7943InsufficientUnfrozenBalance(address account, uint256 amount, uint256 unfrozen);

    /// @notice Takes units from an account and gives them to another, whatever holds them back.
    function forcedTransfer(address from, address to, uint256 amount) external returns (bool result);

    /// @notice Sets the absolute number of frozen units of an account; it may exceed what is held.
    function setFrozenTokens(address account, uint256 amount) external returns (bool result);

    /// @notice Whether the account may send, whatever it holds.
    function canSend(address account) external view returns (bool allowed);

    /// @notice Whether the account may receive, whatever it holds.
    function canReceive(address account) external view returns (bool allowed);

    /// @notice Frozen units of an account; may exceed what is held.
    function getFrozenTokens(address account) external view returns (uint256 amount);

    /// @notice Whether the rules let these units move now. Holding too few is no rule: it is not looked at.
    function canTransfer(address from, address to, uint256 amount) external view returns (bool allowed);
}
