// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";

import {DayCountConvention} from "../libraries/DayCount.sol";
import {IInvestorRegister, Refusal} from "./IInvestorRegister.sol";
import {IERC1404} from "./standards/IERC1404.sol";
import {IERC3643Token} from "./standards/IERC3643.sol";
import {IERC7092Reads} from "./standards/IERC7092.sol";
import {IERC7943Fungible} from "./standards/IERC7943.sol";

/// @notice Where a coupon is rounded to the smallest unit. New bases are appended.
/// CALCULATION_AMOUNT: the amount a unit, half up, then multiplied by units.
enum RoundingBasis {
    CALCULATION_AMOUNT
}

/// @notice The terms of a tranche that do not repeat. Dates are civil days since 1970-01-01 in the deal's zone.
/// @param isin ISO 6166, empty when unknown
/// @param currency ISO 4217 code (CNH for offshore renminbi)
/// @param issuer party that owes
/// @param rails cash tokens payments may use, the first is the default
/// @param calculationAmount face of one unit, in the currency's smallest unit
/// @param minimumUnits least units a holder may have unless zero
/// @param offeredUnits size of the issue
/// @param redemptionPrice paid at maturity, 1e-6 % of face
/// @param couponsPerYear regular coupons a year
struct Terms {
    string isin;
    string currency;
    address issuer;
    address[] rails;
    uint96 calculationAmount;
    uint64 minimumUnits;
    uint64 offeredUnits;
    uint40 redemptionPrice;
    uint32 issueDate;
    uint32 maturityDate;
    DayCountConvention dayCount;
    RoundingBasis roundingBasis;
    uint8 couponsPerYear;
}

/// @notice One interest period with every date and cut-off it needs; cut-offs are instants computed from the dates.
/// @param rate nominal yearly rate, 1e-9
/// @param recordAt close of the record date
/// @param fundingCutoff the issuer's money must be with the paying agent before this
/// @param payableFrom payments start
struct Period {
    uint32 start;
    uint32 end;
    uint32 dueDate;
    uint32 paymentDate;
    uint32 recordDate;
    uint32 exDate;
    uint64 rate;
    uint40 recordAt;
    uint40 fundingCutoff;
    uint40 payableFrom;
}

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
/// @dev Record dates are numbered from 1 in schedule order. A holding at record `r` is the first snapshot with a
/// number of at least `r`, else the current units: writers add at most one slot an account a record date, readers walk.
interface IBondToken is IERC20Metadata, IERC6372, IERC7943Fungible, IERC3643Token, IERC7092Reads, IERC1404 {
    event Locked(address indexed account, uint256 units);
    event Unlocked(address indexed account, uint256 units);
    event RecordStruck(uint16 indexed recordId, uint32 recordDate);
    event TermsSet(uint16 indexed version, bytes32 termsHash, Terms terms, Period[] periods);

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
    error BondToken_UnknownPeriod(uint256 index, uint256 periods);
    error BondToken_LengthMismatch(uint256 accounts, uint256 amounts);
    error BondToken_CallerNotRegistrarNorRegulator(address caller);
    error BondToken_TermsUnordered(uint256 period);
    error BondToken_TermsEmpty();

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

    /// @notice Freezes each account: it can neither send nor receive, and payments to it are withheld.
    function freeze(address[] calldata accounts) external;

    /// @notice Ends the freeze of each account.
    /// @dev Warning: registrar and regulator may lift each other's.
    function unfreeze(address[] calldata accounts) external;

    /// @notice `setFrozenTokens`, unless somebody changed the number meanwhile.
    function setFrozenTokensIf(address account, uint256 expected, uint256 units) external returns (bool);

    /// @notice Who may send and receive is asked there.
    function register() external view returns (IInvestorRegister);

    /// @notice The terms in force.
    function terms() external view returns (Terms memory);

    /// @notice Hash of the terms and the full schedule of the version in force.
    function termsHash() external view returns (bytes32);

    /// @notice Version of the terms in force, 0 at issue.
    function termsVersion() external view returns (uint16);

    /// @notice One interest period, numbered from 0.
    function period(uint256 index) external view returns (Period memory);

    /// @notice Number of interest periods, which is the number of record dates.
    function periods() external view returns (uint256);

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

    /// @notice Interest of a period on one unit as an exact fraction of the smallest unit of the currency.
    function interestPerUnit(uint256 index)
        external
        view
        returns (uint256 numerator, uint256 denominator, uint256 accrualNum, uint256 accrualDen);
}
