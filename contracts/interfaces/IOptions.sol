// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Due} from "./IBondTerms.sol";
import {IPayingAgent} from "./IPayingAgent.sol";

/// @notice What issuer or holders may choose before maturity. New ones are appended.
/// CALL, TAX_CALL: the issuer repays all. CLEAN_UP: the same, once few units are left. PART: the issuer repays part of
/// face, the units stay. PUT: each holder has units of its own repaid. TAP: the issuer offers more units.
enum OptionKind {
    CALL,
    TAX_CALL,
    CLEAN_UP,
    PART,
    PUT,
    TAP
}

/// @notice One option, exercised once; one word. Repayment goes with the payment of an interest period.
/// @param periodIndex period whose payment it goes with, numbered from 0; of a tap zero
/// @param noticeFrom notice may be given, or units elected, from this instant
/// @param noticeUntil … and before this one, which is no later than the record date of the period
/// @param price 1e-6 % of the face outstanding then; zero where nothing is repaid above or below par
/// @param units CLEAN_UP: most units in issue at which it may be exercised, counted at their original face; TAP: most units that may be added
/// @param factor PART: part of original face repaid, 1e-9
struct Option {
    OptionKind kind; // 1
    uint16 periodIndex; // 2
    uint40 noticeFrom; // 5
    uint40 noticeUntil; // 5
    uint40 price; // 5
    uint64 units; // 8
    uint32 factor; // 4, of 32
}

/// @title Calls, puts, taps and cancellation of every bond
/// @notice The issuer sets a bond's options once, before any unit is issued, and they stand. Calls and partial
/// redemptions make a new version of the terms. Elected units stay locked with their holder and earn until they are
/// repaid; an election may be changed while the window is open.
/// @dev Options are exercised on interest payment dates only, the common form: record date, cut-offs and accrued
/// interest are then those of the period.
interface IOptions {
    event OptionsSet(address indexed bond, Option[] options);
    event OptionExercised(
        address indexed bond, uint256 indexed option, OptionKind kind, uint16 periodIndex, uint40 price, uint64 units
    );
    event Elected(address indexed bond, uint16 indexed periodIndex, address indexed holder, uint64 units);
    event UnitsCancelled(address indexed bond, address indexed holder, uint64 units);

    error Options_NotWired(address bond);
    error Options_CallerNotIssuer(address caller, address issuer);
    error Options_CallerNotHolder(address caller, address holder);
    error Options_SetAlready(address bond);
    error Options_IssuedAlready(address bond, uint256 units);
    error Options_Unfit(uint256 option);
    error Options_Unknown(address bond, uint256 option);
    error Options_InDefault(address bond);
    error Options_NoPut(address bond, uint16 periodIndex);
    error Options_KindIs(uint256 option, OptionKind kind);
    error Options_ExercisedAlready(uint256 option);
    error Options_WindowClosed(uint256 option, uint40 noticeFrom, uint40 noticeUntil, uint256 timestamp);
    error Options_NothingLeft(uint16 periodIndex);
    error Options_TooManyUnits(uint256 units, uint256 most);
    error Options_NoUnits();
    error Options_BelowMinimum(address holder, uint256 unitsAfter, uint256 minimumUnits);
    error Options_Frozen(address holder);
    error Options_StillDue(uint256 actionId);
    error Options_Closed(address bond, uint32 finalRecordDate);

    /// @notice Sets the options of a bond, none of whose units is issued; its issuer, once.
    function set(address bond, Option[] calldata options) external;

    /// @notice The issuer gives notice of a call or of a partial redemption.
    function exercise(address bond, uint256 option) external;

    /// @notice The issuer makes the issue larger; the new units are sold by an offering of their own.
    function tap(address bond, uint256 option, uint64 units) external;

    /// @notice Says how many units in all a holder wants repaid with a period, zero for none; the holder, or the account
    /// that took its place. Not more while the bond is in default; and once new terms took the payment away, or repay
    /// everybody with it, none: then what was elected may be taken back at any time.
    function elect(address bond, uint16 periodIndex, address holder, uint64 units) external;

    /// @notice Gives a holder back the units it elected, once their payment was missed and then cancelled into what all
    /// units are owed; anyone may call.
    function release(IPayingAgent paying, uint256 actionId, address holder) external;

    /// @notice Destroys what a holder elected, at the account it is paid at, for the paying agent that pays it.
    /// @return units destroyed: fewer than elected where units were taken by force meanwhile, none after the last record
    /// date, when the put was not paid in time: then everybody is repaid
    /// @return issuer who funded the put
    function redeemElected(address bond, uint16 periodIndex, address holder, address payee)
        external
        returns (uint64 units, address issuer);

    /// @notice The issuer destroys units it bought back.
    function cancel(address bond, uint64 units) external;

    /// @notice The options of a bond, by number.
    function optionsOf(address bond) external view returns (Option[] memory);

    /// @notice Whether an option was exercised; puts are elected instead.
    function isExercised(address bond, uint256 option) external view returns (bool);

    /// @notice Whether a bond was called to the payment of a period.
    function isCalled(address bond, uint16 periodIndex) external view returns (bool);

    /// @notice What is repaid with a period to those who elected it.
    function putDue(address bond, uint16 periodIndex) external view returns (Due memory);

    /// @notice Units elected for repayment with a period, by all holders.
    function electedUnits(address bond, uint16 periodIndex) external view returns (uint64);

    /// @notice Units a holder elected for repayment with a period.
    function electedOf(address bond, uint16 periodIndex, address holder) external view returns (uint64);
}
