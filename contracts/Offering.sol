// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {CouponKind, IBondTerms, Period, Terms} from "./interfaces/IBondTerms.sol";
import {Refusal} from "./interfaces/IInvestorRegister.sol";
import {Bid, IOffering, OfferingStage, OfferingTerms, Order, OrderReason} from "./interfaces/IOffering.sol";
import {Economics, Status, TransactionType} from "./interfaces/ISettlement.sol";
import {Money} from "./libraries/Money.sol";
import {ProRata} from "./libraries/ProRata.sol";

/// @title Offering
contract Offering is IOffering {
    using ProRata for ProRata.Pass;
    using SafeCast for uint256;

    uint256 private constant MOST_ORDERS = 20;
    uint256 private constant MOST_IN_BOOK = 400;

    /// @dev What one unit costs beside its price, the same for every order.
    /// @param face outstanding a unit, in the smallest unit of money times 1e9
    /// @param rate of the running period, 1e-9
    struct Running {
        uint256 face;
        uint256 rate;
    }

    OfferingTerms private _terms;
    uint64 private immutable _minimumUnits;
    uint64 private immutable _offeredUnits;
    uint96 private immutable _calculationAmount;
    address private immutable _issuer;
    uint256 private immutable _railCount;

    mapping(uint256 orderId => Order stored) private _orders;

    /// @dev Orders that were accepted, by number: what pricing and allocation walk through. Refused ones are not among
    /// them, so nobody who may not buy can make the walk longer.
    uint256[] private _book;
    mapping(address investor => uint256 accepted) private _accepted;

    /// @inheritdoc IOffering
    uint256 public orders;

    /// @inheritdoc IOffering
    OfferingStage public stage;

    /// @inheritdoc IOffering
    uint64 public demandUnits;

    uint64 private _finalYield;
    uint40 private _price;

    constructor(OfferingTerms memory terms_) {
        require(terms_.rails.length != 0, Offering_NoRails());
        _terms = terms_;
        _railCount = terms_.rails.length;
        require(terms_.units != 0, Offering_NoUnits());
        IBondTerms told = terms_.bond.bondTerms();
        _requireInPeriod(terms_, told.period(terms_.periodIndex));
        Terms memory bond = told.terms();
        _minimumUnits = bond.minimumUnits;
        _offeredUnits = terms_.units;
        _calculationAmount = bond.calculationAmount;
        _issuer = bond.issuer;
    }

    /* BOOKBUILDING */

    /// @inheritdoc IOffering
    function submit(Bid[] calldata bids) external returns (uint256 firstId) {
        firstId = orders + 1;
        OrderReason refused = _refusal(msg.sender);
        for (uint256 i = 0; i < bids.length; ++i) {
            require(bids[i].units > 0, Offering_NoUnits());
            require(bids[i].units <= _offeredUnits, Offering_AboveOffered(bids[i].units, _offeredUnits));
            require(bids[i].rail < _railCount, Offering_UnknownRail(bids[i].rail, _railCount));
            uint256 orderId = ++orders;
            Order storage entered = _orders[orderId];
            entered.investor = msg.sender;
            entered.units = bids[i].units;
            entered.limitYield = bids[i].limitYield;
            entered.rail = bids[i].rail;
            OrderReason reason = refused;
            if (reason == OrderReason.NONE && _book.length >= MOST_IN_BOOK) reason = OrderReason.FULL;
            entered.reason = reason;
            if (reason == OrderReason.NONE) {
                _accept(orderId);
                emit OrderSubmitted(orderId, msg.sender, bids[i].units, bids[i].limitYield, bids[i].rail);
            } else {
                emit OrderRefused(orderId, msg.sender, bids[i].units, bids[i].limitYield, bids[i].rail, reason);
            }
        }
    }

    /// @inheritdoc IOffering
    function withdraw(uint256 orderId) external {
        Order storage stored = _known(orderId);
        address investor = _terms.register.accountInForce(stored.investor);
        require(msg.sender == investor, Offering_CallerNotInvestor(orderId, msg.sender));
        require(stored.reason == OrderReason.NONE, Offering_OrderNotLive(orderId, stored.reason));
        require(block.timestamp < _terms.closesAt, Offering_Closed(_terms.closesAt, block.timestamp));
        stored.reason = OrderReason.WITHDRAWN;
        emit OrderWithdrawn(orderId);
    }

    /* PRICING AND ALLOCATION */

    /// @inheritdoc IOffering
    function fixPrice(uint64 finalYield, uint40 price) external {
        _requireArranger(OfferingStage.BOOKBUILDING);
        require(block.timestamp >= _terms.closesAt, Offering_StillOpen(_terms.closesAt, block.timestamp));
        require(price > 0, Offering_PriceIsZero());
        require(price <= _terms.maximumPrice, Offering_PriceAboveMaximum(price, _terms.maximumPrice));
        uint64 demand = 0;
        for (uint256 i = 0; i < _book.length; ++i) {
            Order storage stored = _orders[_book[i]];
            if (stored.reason != OrderReason.NONE) continue;
            if (stored.limitYield > finalYield) stored.reason = OrderReason.LIMIT;
            else demand += stored.units;
        }
        (_finalYield, _price, demandUnits) = (finalYield, price, demand);
        stage = OfferingStage.PRICED;
        emit Priced(finalYield, price, demand, _offeredUnits);
    }

    /// @inheritdoc IOffering
    function allocate(uint64[] calldata units, uint64 level) external {
        _requireArranger(OfferingStage.PRICED);
        require(units.length == _book.length, Offering_AllocationsMissing(_book.length, units.length));
        stage = OfferingStage.ALLOCATED;
        ProRata.Pass memory pass = ProRata.start(_offeredUnits, demandUnits, _minimumUnits, level);
        for (uint256 i = 0; i < units.length; ++i) {
            _allocate(pass, _book[i], units[i]);
        }
        require(pass.lastWith > pass.firstWithout, Offering_AllocationUnordered(pass.firstWithout, pass.lastWith));
        require(pass.allocated == pass.total(), Offering_AllocationTotal(pass.allocated, pass.total()));
    }

    /* PRIMARY SETTLEMENT */

    /// @inheritdoc IOffering
    function instructPrimary(uint256[] calldata orderIds) external {
        _requireArranger(OfferingStage.ALLOCATED);
        Economics[] memory economics = new Economics[](orderIds.length);
        Running memory unit = _running();
        uint256 next = _terms.settlement.instructions() + 1;
        for (uint256 i = 0; i < orderIds.length; ++i) {
            Order storage stored = _allocated(orderIds[i]);
            require(stored.instructionId == 0, Offering_AlreadyInstructed(orderIds[i], stored.instructionId));
            stored.instructionId = uint40(next + i);
            economics[i] = _economics(stored, unit, stored.investor, _terms.issueOpensAt, _terms.issueCutoff);
            emit PrimaryInstructed(orderIds[i], next + i);
        }
        _terms.settlement.instructIssue(economics);
    }

    /// @inheritdoc IOffering
    function takeUp(uint256[] calldata orderIds) external {
        _requireArranger(OfferingStage.ALLOCATED);
        Economics[] memory economics = new Economics[](orderIds.length);
        Running memory unit = _running();
        uint256 next = _terms.settlement.instructions() + 1;
        for (uint256 i = 0; i < orderIds.length; ++i) {
            Order storage stored = _allocated(orderIds[i]);
            _requireUnpaid(orderIds[i], stored);
            stored.takeUpId = uint40(next + i);
            economics[i] = _economics(stored, unit, msg.sender, uint40(block.timestamp), _terms.takeUpUntil);
            economics[i].linkedId = stored.instructionId;
            emit TakenUp(orderIds[i], next + i, stored.instructionId);
        }
        _terms.settlement.instructIssue(economics);
    }

    /* VIEW */

    /// @inheritdoc IOffering
    function offeringTerms() external view returns (OfferingTerms memory) {
        return _terms;
    }

    /// @inheritdoc IOffering
    function book() external view returns (uint256[] memory) {
        return _book;
    }

    /// @inheritdoc IOffering
    function order(uint256 orderId) external view returns (Order memory) {
        return _known(orderId);
    }

    /* PRIVATE */

    function _refusal(address investor) private view returns (OrderReason) {
        bool open = stage == OfferingStage.BOOKBUILDING && block.timestamp < _terms.closesAt;
        if (!open) return OrderReason.LATE;
        // The cap on holdings is met at settlement; a bid may exceed it and be scaled.
        Refusal refusal = _terms.register.receiverRefusal(address(_terms.bond), investor, 0);
        return refusal == Refusal.NONE ? OrderReason.NONE : OrderReason.INELIGIBLE;
    }

    function _accept(uint256 orderId) private {
        uint256 accepted = ++_accepted[msg.sender];
        require(accepted <= MOST_ORDERS, Offering_TooManyOrders(msg.sender, MOST_ORDERS));
        _book.push(orderId);
    }

    function _allocate(ProRata.Pass memory pass, uint256 id, uint64 units) private {
        Order storage stored = _orders[id];
        if (stored.reason != OrderReason.NONE) {
            require(units == 0, Offering_AllocationDiffers(id, units, 0));
            if (stored.reason == OrderReason.LIMIT) emit OrderAllocated(id, 0, OrderReason.LIMIT);
            return;
        }
        (bool fits, uint256 expected) = pass.check(id, stored.units, units);
        require(fits, Offering_AllocationDiffers(id, units, expected));
        OrderReason reason = OrderReason.SCALED;
        if (units == 0) reason = OrderReason.BELOW_MIN;
        else if (units == stored.units) reason = OrderReason.FILLED;
        stored.allocatedUnits = units;
        stored.reason = reason;
        emit OrderAllocated(id, units, reason);
    }

    /// @dev The coupon of the issue date is the buyer's only if the units are there at its record date.
    function _requireInPeriod(OfferingTerms memory offered, Period memory running) private pure {
        uint32 date = offered.issueDate;
        bool inTime = date <= running.recordDate && offered.accrualDen != 0;
        bool runs = offered.accrualNum == 0 || (running.start < date && date < running.end);
        require(inTime && runs, Offering_NotInPeriod(date, offered.periodIndex));
    }

    /// @dev By the terms in force: part of the principal may have been repaid, a rate fixed, since the book opened.
    function _running() private view returns (Running memory unit) {
        IBondTerms told = _terms.bond.bondTerms();
        uint16 index = _terms.periodIndex;
        unit.face = _calculationAmount * (index == 0 ? Money.RATE_ONE : told.factorBefore(index));
        if (_terms.accrualNum == 0) return unit;
        (CouponKind kind,,) = told.couponForm();
        require(kind != CouponKind.FLOATING || index < told.fixings(), Offering_RateNotFixed(index));
        unit.rate = told.period(index).rate;
    }

    function _economics(
        Order storage stored,
        Running memory unit,
        address receiver,
        uint40 opensAt,
        uint40 expiresAt
    ) private view returns (Economics memory issued) {
        issued.transactionType = TransactionType.ISSU;
        issued.bond = address(_terms.bond);
        uint64 units = stored.allocatedUnits;
        issued.cash = _terms.rails[stored.rail];
        issued.deliverer = _issuer;
        issued.receiver = receiver;
        issued.units = units;
        issued.price = _price;
        uint256 face = units * unit.face;
        issued.cleanAmount = Money.halfUp(face * _price, Money.PAR * Money.RATE_ONE).toUint96();
        if (_terms.accruedDays != 0) {
            issued.accruedDays = _terms.accruedDays;
            uint256 interest = face * unit.rate * _terms.accrualNum;
            uint256 whole = Money.RATE_ONE * Money.RATE_ONE * _terms.accrualDen;
            issued.accruedAmount = Money.halfUp(interest, whole).toUint96();
        }
        issued.tradeDate = _terms.pricingDate;
        issued.intendedDate = _terms.issueDate;
        issued.expiryDate = _terms.issueDate;
        issued.opensAt = opensAt;
        issued.expiresAt = expiresAt;
    }

    function _known(uint256 orderId) private view returns (Order storage stored) {
        stored = _orders[orderId];
        require(stored.investor != address(0), Offering_UnknownOrder(orderId));
    }

    function _allocated(uint256 orderId) private view returns (Order storage stored) {
        stored = _known(orderId);
        require(stored.allocatedUnits != 0, Offering_NothingAllocated(orderId));
    }

    function _requireUnpaid(uint256 orderId, Order storage stored) private view {
        uint256 id = stored.instructionId;
        bool unpaid = id != 0 && stored.takeUpId == 0
            && _terms.settlement.instruction(id).status == Status.CANCELLED;
        require(unpaid, Offering_NotUnpaid(orderId, id));
    }

    function _requireArranger(OfferingStage wanted) private view {
        require(msg.sender == _terms.arranger, Offering_CallerNotArranger(msg.sender, _terms.arranger));
        require(stage == wanted, Offering_StageIs(stage));
    }
}
