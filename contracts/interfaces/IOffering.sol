// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IBondToken} from "./IBondToken.sol";
import {IInvestorRegister} from "./IInvestorRegister.sol";
import {ISettlement} from "./ISettlement.sol";

/// @notice Life of an offering.
enum OfferingStage {
    BOOKBUILDING,
    PRICED,
    ALLOCATED
}

/// @notice What became of an order.
enum OrderReason {
    NONE,
    FILLED,
    SCALED,
    LIMIT,
    BELOW_MIN,
    INELIGIBLE,
    LATE,
    WITHDRAWN,
    FULL
}

/// @notice Terms of an offering, fixed when it is deployed. Dates are civil days, instants UTC seconds.
/// @param rails cash contracts an allocation may be paid with, the default first
/// @param takeUpUntil instant until which the arranger may settle what it took up
/// @param maximumPrice most the arranger may fix, 1e-6 % of outstanding face: an order binds its investor, so it must
/// know the worst
/// @param units on offer: the whole issue, or what a tap added to it
/// @param periodIndex interest period the issue date is in, numbered from 0
/// @param accruedDays days of it for which buyers pay interest; zero where it starts with the issue
/// @param accrualNum the same as a fraction of a year, with `accrualDen`; the rate is the period's own
struct OfferingTerms {
    IInvestorRegister register;
    ISettlement settlement;
    IBondToken bond;
    address[] rails;
    address arranger;
    uint32 pricingDate;
    uint32 issueDate;
    uint40 closesAt;
    uint40 issueOpensAt;
    uint40 issueCutoff;
    uint40 takeUpUntil;
    uint40 maximumPrice;
    uint64 units;
    uint16 periodIndex;
    uint16 accruedDays;
    uint64 accrualNum;
    uint64 accrualDen;
}

/// @notice A bid.
/// @param units bid for
/// @param limitYield least yield accepted, 1e-9; zero at re-offer
/// @param rail place of the money it will be paid with among the offering's rails, from 0
struct Bid {
    uint64 units;
    uint64 limitYield;
    uint8 rail;
}

/// @notice An order as stored, two words.
struct Order {
    address investor; // 20
    uint64 units; // 8
    OrderReason reason; // 1
    uint8 rail; // 1, of 30
    uint64 limitYield; // 8
    uint64 allocatedUnits; // 8
    uint40 instructionId; // 5
    uint40 takeUpId; // 5, of 26
}

/// @title A bookbuild: orders, one price, one rule of allocation, primary settlement
/// @notice Of a whole issue, or of units that a tap adds to one. These come with the coupon that runs, so their buyers
/// pay the interest accrued on top of the price, on the face that is outstanding.
/// @notice An order binds its investor for what it is allocated. Orders whose limit is above the final yield get
/// nothing; the others are scaled by one ratio, floored to units; below the minimum denomination is nothing; units left
/// go one each by largest fraction, then earliest order.
/// @dev The allocation is worked out off chain and verified here in one pass, so that size costs no sorting. Refused
/// orders end in an event, for the book needs them.
interface IOffering {
    event OrderSubmitted(
        uint256 indexed orderId, address indexed investor, uint64 units, uint64 limitYield, uint8 rail
    );
    event OrderRefused(
        uint256 indexed orderId,
        address indexed investor,
        uint64 units,
        uint64 limitYield,
        uint8 rail,
        OrderReason reason
    );
    event OrderWithdrawn(uint256 indexed orderId);
    event Priced(uint64 finalYield, uint40 price, uint64 demandUnits, uint64 offeredUnits);
    event OrderAllocated(uint256 indexed orderId, uint64 allocatedUnits, OrderReason reason);
    event PrimaryInstructed(uint256 indexed orderId, uint256 indexed instructionId);
    event TakenUp(uint256 indexed orderId, uint256 indexed instructionId, uint256 indexed unpaidId);

    error Offering_StageIs(OfferingStage stage);
    error Offering_StillOpen(uint40 closesAt, uint256 timestamp);
    error Offering_Closed(uint40 closesAt, uint256 timestamp);
    error Offering_CallerNotArranger(address caller, address arranger);
    error Offering_CallerNotInvestor(uint256 orderId, address caller);
    error Offering_UnknownOrder(uint256 orderId);
    error Offering_OrderNotLive(uint256 orderId, OrderReason reason);
    error Offering_NoUnits();
    error Offering_NoRails();
    error Offering_NotInPeriod(uint32 issueDate, uint16 periodIndex);
    error Offering_RateNotFixed(uint16 periodIndex);
    error Offering_UnknownRail(uint8 rail, uint256 rails);
    error Offering_TooManyOrders(address investor, uint256 most);
    error Offering_PriceIsZero();
    error Offering_PriceAboveMaximum(uint40 price, uint40 maximumPrice);
    error Offering_AboveOffered(uint64 units, uint64 offeredUnits);
    error Offering_AllocationsMissing(uint256 orders, uint256 allocations);
    error Offering_AllocationDiffers(uint256 orderId, uint256 proposed, uint256 expected);
    error Offering_AllocationUnordered(uint256 firstWithout, uint256 lastWith);
    error Offering_AllocationTotal(uint256 allocated, uint256 expected);
    error Offering_NothingAllocated(uint256 orderId);
    error Offering_AlreadyInstructed(uint256 orderId, uint256 instructionId);
    error Offering_NotUnpaid(uint256 orderId, uint256 instructionId);

    /// @notice Enters the caller's bids while the book is open; one that is late or ineligible, or finds it full, is
    /// refused by event.
    /// @dev Pricing and allocation walk the book in one transaction, so it holds 400 orders, at most 20 of an investor,
    /// withdrawn ones included. An order that finds it full is refused by event.
    /// @return firstId number of the first order; the others follow, refused ones too
    function submit(Bid[] calldata bids) external returns (uint256 firstId);

    /// @notice Takes back one's order while the book is open.
    function withdraw(uint256 orderId) external;

    /// @notice Fixes yield and price once the book closed; every order limited above the yield is out.
    /// @param finalYield 1e-9
    /// @param price issue price, 1e-6 % of face
    function fixPrice(uint64 finalYield, uint40 price) external;

    /// @notice Allocates by the rule; reverts when the proposal is not what the rule gives.
    /// @param units allocated to each order of `book()`, zero for those out of it by limit or withdrawal
    /// @param level units left over that every order with room received, before the last one each
    function allocate(uint64[] calldata units, uint64 level) external;

    /// @notice Enters the ISSU instruction of each allocated order.
    function instructPrimary(uint256[] calldata orderIds) external;

    /// @notice The arranger takes up allocations that were not paid by the cut-off, in the money the order names.
    function takeUp(uint256[] calldata orderIds) external;

    /// @notice Terms of the offering.
    function offeringTerms() external view returns (OfferingTerms memory);

    /// @notice Where the offering stands.
    function stage() external view returns (OfferingStage);

    /// @notice Orders entered so far, refused ones included; numbers run from 1.
    function orders() external view returns (uint256);

    /// @notice Numbers of the accepted orders, earliest first; withdrawn ones stay.
    function book() external view returns (uint256[] memory);

    /// @notice An order as stored.
    function order(uint256 orderId) external view returns (Order memory);

    /// @notice Units bid for at or below the final yield, once priced.
    function demandUnits() external view returns (uint64);
}
