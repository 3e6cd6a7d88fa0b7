// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";

/// @notice One holder's word.
/// @param amount in the currency's smallest unit
/// @param isFrozen can neither pay nor be paid
/// @param isParticipant may hold central bank money
struct CashAccount {
    uint128 amount; // 16
    bool isFrozen; // 1
    bool isParticipant; // 1, of 32
}

/// @title Money in which bonds are settled and paid
/// @notice ERC-20 with the currency's minor digits as decimals. Its issuer creates it, and destroys it from itself or
/// from holders who approved that.
/// @dev Warning: its issuer is whoever holds the role; two tokens of one kind in a system share their issuers.
interface ICashToken is IERC20Metadata {
    event Minted(address indexed to, uint256 amount, address indexed by);
    event Burned(address indexed from, uint256 amount, address indexed by);
    event CashFrozen(address indexed account, bool indexed isFrozen, address indexed by);

    error CashToken_AccountFrozen(address account);
    error CashToken_LengthMismatch(uint256 accounts, uint256 amounts);
    error CashToken_AboveMaximum(uint256 amount, uint256 most);

    /// @notice Creates money for each receiver, in the caller's order.
    function mint(address[] calldata to, uint256[] calldata amounts) external;

    /// @notice Destroys money of the issuer itself, or of holders who approved the issuer, against payment elsewhere.
    function burn(address[] calldata from, uint256[] calldata amounts) external;

    /// @notice Freezes each account.
    function freeze(address[] calldata accounts) external;

    /// @notice Ends the freeze of each account.
    function unfreeze(address[] calldata accounts) external;

    /// @notice ISO 4217 code of the currency the token is denominated in.
    function currency() external view returns (string memory);

    /// @notice A holder's word.
    function cashAccount(address holder) external view returns (CashAccount memory);
}

/// @title A licensed stablecoin
interface IStablecoin is ICashToken {
    /// @notice Stops every movement.
    function pause() external;

    /// @notice Lets movements resume.
    function unpause() external;
}

/// @title Tokenised central bank money
/// @notice A claim on the central bank, held by its participants only.
interface ICentralBankMoney is ICashToken {
    event ParticipantSet(address indexed account, bool indexed isParticipant, address indexed by);

    error CentralBankMoney_NotParticipant(address account);

    /// @notice Lets each account hold the money.
    function addParticipants(address[] calldata accounts) external;

    /// @notice Ends the participation of each account: it may still pay, not be paid.
    function removeParticipants(address[] calldata accounts) external;
}
