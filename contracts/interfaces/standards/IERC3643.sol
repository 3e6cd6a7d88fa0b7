// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title What tools made for ERC-3643 read of a token, and the orders of its agents that exist here too
/// @dev Where ERC-7943 has the same function (`forcedTransfer`, `getFrozenTokens`), it is one, with the events of both.
/// Units are created and destroyed by settlement and redemption only; neighbours never change; so `mint`, `burn` and
/// the setters of ERC-3643 are missing, and its interface id is not claimed.
interface IERC3643Token {
    event AddressFrozen(address indexed account, bool indexed isFrozen, address indexed by);
    /// @dev Units frozen more, where ERC-7943 tells how many are.
    event TokensFrozen(address indexed account, uint256 amount);
    event TokensUnfrozen(address indexed account, uint256 amount);
    event RecoverySuccess(address indexed lost, address indexed replacement, address indexed onchainID);
    event Paused(address account);
    event Unpaused(address account);

    /// @notice Stops every movement but redemption, forced transfer and recovery.
    function pause() external;

    /// @notice Lets movements resume.
    function unpause() external;

    /// @notice Freezes an account, or ends its freeze.
    function setAddressFrozen(address account, bool isFrozen) external;

    /// @notice Freezes so many units more; no more than are held and not frozen yet.
    function freezePartialTokens(address account, uint256 amount) external;

    /// @notice Frees so many of the frozen units.
    function unfreezePartialTokens(address account, uint256 amount) external;

    /// @notice `freezePartialTokens` for each account, in the caller's order; all or nothing.
    function batchFreezePartialTokens(address[] calldata accounts, uint256[] calldata amounts) external;

    /// @notice `unfreezePartialTokens` for each account, in the caller's order; all or nothing.
    function batchUnfreezePartialTokens(address[] calldata accounts, uint256[] calldata amounts) external;

    /// @notice `forcedTransfer` for each pair, in the caller's order; all or nothing.
    function batchForcedTransfer(address[] calldata from, address[] calldata to, uint256[] calldata amounts) external;

    /// @notice Moves everything an account has here to the account that replaced it in the register: units, locked and
    /// frozen ones among them, and its freeze. Anyone may call: the decision is the register's.
    function recoveryAddress(address lost, address replacement, address onchainID) external returns (bool);

    /// @notice Whether movements are stopped.
    function paused() external view returns (bool);

    /// @notice Whether the whole account is frozen.
    function isFrozen(address account) external view returns (bool);

    /// @notice Where it is asked who is registered.
    function identityRegistry() external view returns (address);

    /// @notice Where the rules of transfers are asked, freezes apart.
    function compliance() external view returns (address);

    /// @notice Identity contract of the token: there is none.
    function onchainID() external view returns (address);

    /// @notice Version of the token's interface, that of its EIP-712 domain.
    function version() external view returns (string memory);
}

/// @title What tools made for ERC-3643 read of a register
interface IERC3643IdentityRegistry {
    /// @notice Whether the account is admitted, its KYC has not expired and it is under no sanctions.
    function isVerified(address account) external view returns (bool);

    /// @notice Whether the account is admitted.
    function contains(address account) external view returns (bool);

    /// @notice ISO 3166-1 numeric code of the account.
    function investorCountry(address account) external view returns (uint16);

    /// @notice Identity contract of an account: there are none.
    function identity(address account) external view returns (address);
}

/// @title What tools made for ERC-3643 read of the rules of one token
interface IERC3643Compliance {
    /// @notice Whether the rules let these units move, freezes, pauses and what is held apart.
    function canTransfer(address from, address to, uint256 amount) external view returns (bool);

    /// @notice The token whose rules these are.
    function getTokenBound() external view returns (address);

    /// @notice Whether these are the rules of a token.
    function isTokenBound(address token) external view returns (bool);
}
