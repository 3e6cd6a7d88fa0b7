// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";

import {IBondTerms} from "./IBondTerms.sol";
import {IInvestorRegister, Refusal} from "./IInvestorRegister.sol";
import {IERC1404} from "./standards/IERC1404.sol";
import {IERC3643Token} from "./standards/IERC3643.sol";
import {IERC7092Reads} from "./standards/IERC7092.sol";
import {IERC7943Fungible} from "./standards/IERC7943.sol";

/// @notice One holder's word.
/// @param units owned, locked and frozen ones included
/// @param locked set aside in place for a settlement
/// @param frozen may not move; may exceed `units` (ERC-7943)
/// @param recordId record dates already struck for this account
/// @param isFrozen the whole account is frozen
struct Account {
    uint64 units; // 8
    uint64 locked; // 8
    uint64 frozen; // 8
    uint16 recordId; // 2
    bool isFrozen; // 1, of 32
}

/// @title One tranche of a bond
/// @notice ERC-20 without decimals: a unit is one calculation amount of face. Every path that moves units between
/// holders meets the same controls: pause, final record date, register, freezes, locks, minimum denomination.
/// @dev Record dates are numbered from 1 as they close; those to come may change, and with them their numbers. A holding at record `r` is the first snapshot with a
/// number of at least `r`, else the current units: writers add at most one slot an account a record date, readers walk.
interface IBondToken is IERC20Metadata, IERC6372, IERC7943Fungible, IERC3643Token, IERC7092Reads, IERC1404 {
    event Locked(address indexed account, uint256 units);
    event Unlocked(address indexed account, uint256 units);
    event RecordStruck(uint16 indexed recordId, uint32 recordDate);

    error BondToken_Refused(address from, address to, Refusal refusal);
    error BondToken_AccountFrozen(address account);
    error BondToken_Paused();
    error BondToken_InsufficientUnits(address account, uint256 wanted, uint256 units);
    error BondToken_FrozenDiffers(address account, uint256 expected, uint256 frozen);
    error BondToken_NotReplaced(address lost, address replacement);
    error BondToken_BelowMinimum(address account, uint256 unitsAfter, uint256 minimumUnits);
    error BondToken_Closed(uint32 finalRecordDate);
    error BondToken_AboveOffered(uint256 supplyAfter, uint256 offeredUnits);
    error BondToken_RecordNotStruck(uint256 recordId, uint256 struck);
    error BondToken_CallerNotTerms(address caller);
    error BondToken_NoRecordThen(uint40 closes);
    error BondToken_LengthMismatch(uint256 accounts, uint256 amounts);
    error BondToken_CallerNotRegistrarNorRegulator(address caller);

    /// @notice Transfers to each receiver in the caller's order; all or nothing.
    function batchTransfer(address[] calldata to, uint256[] calldata units) external;

    /// @notice Creates units for a receiver. Only the settlement of an issue does this.
    function issue(address to, uint256 units) external;

    /// @notice Moves units between holders for a settlement both sides agreed to.
    function deliver(address from, address to, uint256 units) external;

    /// @notice Moves units that were locked for this settlement.
    function deliverLocked(address from, address to, uint256 units) external;

    /// @notice Sets available units aside; they stay with their owner and keep earning.
    function lock(address account, uint256 units) external;

    /// @notice Gives locked units back.
    function unlock(address account, uint256 units) external;

    /// @notice Destroys units against repayment, whatever blocks their holder: the money is withheld, not the redemption.
    function redeem(address holder, uint256 units) external;

    /// @notice Replaces the record dates to come, in the order of their closes, and the size of the issue; only the terms.
    function setRecords(uint32[] calldata dates, uint40[] calldata closes, uint64 offeredUnits) external;

    /// @notice Freezes each account: it can neither send nor receive, and payments to it are withheld.
    function freeze(address[] calldata accounts) external;

    /// @notice Ends the freeze of each account.
    /// @dev Warning: registrar and regulator may lift each other's.
    function unfreeze(address[] calldata accounts) external;

    /// @notice `setFrozenTokens`, unless somebody changed the number meanwhile.
    function setFrozenTokensIf(address account, uint256 expected, uint256 units) external returns (bool);

    /// @notice Who may send and receive is asked there.
    function register() external view returns (IInvestorRegister);

    /// @notice What is owed, when and by which conventions; the holders are kept here.
    function bondTerms() external view returns (IBondTerms);

    /// @notice Number of record dates, struck or not.
    function records() external view returns (uint256);

    /// @notice Number of the record date that closes at an instant.
    function recordIdAt(uint40 closes) external view returns (uint256);

    /// @notice No instruction may be due after this date.
    function finalRecordDate() external view returns (uint32);

    /// @notice Record dates passed by now.
    function recordId() external view returns (uint256);

    /// @notice A holder's word.
    function account(address holder) external view returns (Account memory);

    /// @notice Units neither locked nor frozen.
    function availableOf(address holder) external view returns (uint256);

    /// @notice Units an account held at the close of a record date.
    function holdingAt(address holder, uint256 recordId) external view returns (uint256);

    /// @notice Units in issue at the close of a record date.
    function supplyAt(uint256 recordId) external view returns (uint256);

    /// @notice What a payment needs to know of a holder: units at the record date, and whether the account is frozen.
    /// @dev The name is chosen for its selector too: dispatch is a walk in their order, and every coupon pays for it.
    function entitlementAt(address holder, uint256 recordId) external view returns (uint256 units, bool isFrozen);
}
