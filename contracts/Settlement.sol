// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {RoleBound} from "./RoleBound.sol";
import {IBondToken} from "./interfaces/IBondToken.sol";
import {IRoles, Role} from "./interfaces/IRoles.sol";
import {Economics, Instruction, ISettlement, Reason, Status, TransactionType} from "./interfaces/ISettlement.sol";
import {FailureReason} from "./libraries/FailureReason.sol";

/// @title Settlement
contract Settlement is ISettlement, RoleBound, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    uint8 private constant DELIVERER = 1;
    uint8 private constant RECEIVER = 2;
    uint8 private constant BOTH = 3;

    mapping(uint256 id => Instruction stored) private _instructions;

    /// @inheritdoc ISettlement
    uint256 public instructions;

    constructor(IRoles roles_) RoleBound(roles_) {}

    /* INSTRUCTING */

    /// @inheritdoc ISettlement
    function instruct(Economics[] calldata economics) external returns (uint256 firstId) {
        firstId = instructions + 1;
        for (uint256 i = 0; i < economics.length; ++i) {
            _requireBilateral(economics[i].transactionType);
            require(economics[i].units > 0, Settlement_NoUnits());
            uint256 id = _enter(economics[i]);
            uint8 side = _sideOf(id, msg.sender);
            _instructions[id].status = Status.PENDING;
            _instructions[id].affirmedBy = side;
        }
    }

    /// @inheritdoc ISettlement
    function affirm(uint256[] calldata ids, bytes32[] calldata hashes) external {
        require(ids.length == hashes.length, Settlement_LengthMismatch(ids.length, hashes.length));
        for (uint256 i = 0; i < ids.length; ++i) {
            Instruction storage stored = _known(ids[i]);
            uint8 side = _sideOf(ids[i], msg.sender);
            bytes32 instructed = stored.economicsHash;
            require(hashes[i] == instructed, Settlement_EconomicsDiffer(ids[i], hashes[i], instructed));
            if (stored.status != Status.PENDING || block.timestamp >= stored.expiresAt) {
                emit SettlementSkipped(ids[i], stored.status);
                continue;
            }
            require(stored.affirmedBy & side == 0, Settlement_AlreadyAffirmed(ids[i], msg.sender));
            stored.affirmedBy = BOTH;
            // A wish to cancel from before the bargain was struck is none to cancel the bargain.
            stored.cancelledBy = 0;
            emit Affirmed(ids[i], msg.sender);
            _match(ids[i]);
        }
    }

    /// @inheritdoc ISettlement
    function instructIssue(Economics[] calldata economics) external returns (uint256 firstId) {
        _requireRole(Role.OFFERING_CONTRACT);
        firstId = instructions + 1;
        for (uint256 i = 0; i < economics.length; ++i) {
            TransactionType kind = economics[i].transactionType;
            require(kind == TransactionType.ISSU, Settlement_TypeNotAllowed(kind));
            require(economics[i].units > 0, Settlement_NoUnits());
            _enterMatched(economics[i]);
        }
    }

    /// @inheritdoc ISettlement
    function raiseClaim(Economics calldata economics) external returns (uint256 id) {
        _requireRole(Role.PAYING_AGENT_CONTRACT);
        TransactionType kind = economics.transactionType;
        require(kind == TransactionType.CLAI, Settlement_TypeNotAllowed(kind));
        id = _enterMatched(economics);
    }

    /* SETTLING */

    /// @inheritdoc ISettlement
    function preposition(uint256[] calldata ids) external {
        for (uint256 i = 0; i < ids.length; ++i) {
            Instruction storage stored = _known(ids[i]);
            require(msg.sender == stored.deliverer, Settlement_CallerNotSide(ids[i], msg.sender));
            _requireBilateral(stored.transactionType);
            if (stored.status != Status.MATCHED || stored.prepositioned) {
                emit SettlementSkipped(ids[i], stored.status);
                continue;
            }
            stored.prepositioned = true;
            emit Prepositioned(ids[i]);
            IBondToken(stored.bond).lock(stored.deliverer, stored.units);
        }
    }

    /// @inheritdoc ISettlement
    function settle(uint256[] calldata ids) external nonReentrant {
        for (uint256 i = 0; i < ids.length; ++i) {
            Instruction storage stored = _known(ids[i]);
            bool open = stored.status == Status.MATCHED && stored.opensAt <= block.timestamp
                && block.timestamp < stored.expiresAt;
            if (open) _attempt(ids[i], stored);
            else emit SettlementSkipped(ids[i], stored.status);
        }
    }

    /// @inheritdoc ISettlement
    function settleOne(uint256 id) external {
        require(msg.sender == address(this), Settlement_CallerNotSelf(msg.sender));
        Instruction memory stored = _instructions[id];
        _deliver(stored);
        _pay(stored);
    }

    /* ENDING */

    /// @inheritdoc ISettlement
    function cancel(uint256[] calldata ids) external {
        for (uint256 i = 0; i < ids.length; ++i) {
            Instruction storage stored = _known(ids[i]);
            uint8 requested = stored.cancelledBy | _sideOf(ids[i], msg.sender);
            _requireBilateral(stored.transactionType);
            if (_ended(stored.status)) {
                emit SettlementSkipped(ids[i], stored.status);
                continue;
            }
            stored.cancelledBy = requested;
            emit CancelRequested(ids[i], msg.sender);
            // A pending instruction binds only the side that entered it.
            if (requested & stored.affirmedBy != stored.affirmedBy) continue;
            stored.status = Status.CANCELLED;
            emit Cancelled(ids[i], msg.sender);
            _release(stored);
        }
    }

    /// @inheritdoc ISettlement
    function expire(uint256[] calldata ids) external {
        for (uint256 i = 0; i < ids.length; ++i) {
            Instruction storage stored = _known(ids[i]);
            if (_ended(stored.status)) {
                emit SettlementSkipped(ids[i], stored.status);
                continue;
            }
            require(
                block.timestamp >= stored.expiresAt,
                Settlement_NotExpired(ids[i], stored.expiresAt, block.timestamp)
            );
            stored.status = Status.CANCELLED;
            emit Expired(ids[i], stored.lastReason);
            _release(stored);
        }
    }

    /* VIEW */

    /// @inheritdoc ISettlement
    function instruction(uint256 id) external view returns (Instruction memory) {
        return _known(id);
    }

    /// @inheritdoc ISettlement
    function hashEconomics(Economics calldata economics) public pure returns (bytes32) {
        return keccak256(abi.encode(economics));
    }

    /* PRIVATE */

    function _enterMatched(Economics calldata economics) private returns (uint256 id) {
        id = _enter(economics);
        _instructions[id].affirmedBy = BOTH;
        _match(id);
    }

    function _match(uint256 id) private {
        _instructions[id].status = Status.MATCHED;
        emit Matched(id);
    }

    function _enter(Economics calldata economics) private returns (uint256 id) {
        _requireValid(economics);
        id = ++instructions;
        Instruction storage stored = _instructions[id];
        stored.deliverer = economics.deliverer;
        stored.units = economics.units;
        stored.tradeDate = economics.tradeDate;
        stored.receiver = economics.receiver;
        stored.intendedDate = economics.intendedDate;
        stored.expiryDate = economics.expiryDate;
        stored.accruedDays = economics.accruedDays;
        stored.transactionType = economics.transactionType;
        stored.bond = economics.bond;
        stored.cleanAmount = economics.cleanAmount;
        stored.cash = economics.cash;
        stored.accruedAmount = economics.accruedAmount;
        stored.price = economics.price;
        stored.opensAt = economics.opensAt;
        stored.expiresAt = economics.expiresAt;
        stored.linkedId = economics.linkedId;
        stored.economicsHash = hashEconomics(economics);
        emit Instructed(id, msg.sender, economics);
    }

    function _requireValid(Economics calldata economics) private view {
        require(economics.deliverer != economics.receiver, Settlement_SameSide(economics.deliverer));
        require(roles.has(Role.BOND_CONTRACT, economics.bond), Settlement_NotWired(economics.bond));
        bool cashWired = economics.cash == address(0) || roles.has(Role.CASH_CONTRACT, economics.cash);
        require(cashWired, Settlement_NotWired(economics.cash));
        bool priced = economics.cleanAmount != 0 || economics.accruedAmount != 0;
        require(!priced || economics.cash != address(0), Settlement_AmountWithoutCash());
        require(
            economics.tradeDate <= economics.intendedDate && economics.intendedDate <= economics.expiryDate,
            Settlement_DatesUnordered(economics.tradeDate, economics.intendedDate, economics.expiryDate)
        );
        require(
            economics.opensAt < economics.expiresAt && block.timestamp < economics.expiresAt,
            Settlement_WindowClosed(economics.opensAt, economics.expiresAt, block.timestamp)
        );
        if (economics.units == 0) return;
        uint32 finalRecordDate = IBondToken(economics.bond).finalRecordDate();
        require(
            economics.intendedDate <= finalRecordDate,
            Settlement_DueAfterFinalRecord(economics.intendedDate, finalRecordDate)
        );
    }

    function _attempt(uint256 id, Instruction storage stored) private {
        // Anyone may try, so the count stops rather than overflows.
        uint16 attempt = stored.attempts;
        if (attempt < type(uint16).max) ++attempt;
        stored.attempts = attempt;
        try this.settleOne(id) {
            stored.status = Status.SETTLED;
            stored.settledAt = uint40(block.timestamp);
            emit Settled(id, attempt);
        } catch (bytes memory revertData) {
            // Every contract wired here names its errors; silence means the caller sent too little gas, and a failure
            // in the books must not be his to make.
            require(revertData.length > 0, Settlement_OutOfGas(id));
            Reason reason = FailureReason.from(revertData);
            stored.lastReason = reason;
            emit SettlementFailed(id, reason, attempt);
        }
    }

    function _deliver(Instruction memory stored) private {
        if (stored.units == 0) return;
        IBondToken bond = IBondToken(stored.bond);
        if (stored.transactionType == TransactionType.ISSU) bond.issue(stored.receiver, stored.units);
        else if (stored.prepositioned) bond.deliverLocked(stored.deliverer, stored.receiver, stored.units);
        else bond.deliver(stored.deliverer, stored.receiver, stored.units);
    }

    function _pay(Instruction memory stored) private {
        uint256 amount = uint256(stored.cleanAmount) + stored.accruedAmount;
        if (amount == 0) return;
        bool claim = stored.transactionType == TransactionType.CLAI;
        (address payer, address payee) =
            claim ? (stored.deliverer, stored.receiver) : (stored.receiver, stored.deliverer);
        IERC20(stored.cash).safeTransferFrom(payer, payee, amount);
    }

    function _release(Instruction storage stored) private {
        if (!stored.prepositioned) return;
        stored.prepositioned = false;
        IBondToken(stored.bond).unlock(stored.deliverer, stored.units);
    }

    function _ended(Status status) private pure returns (bool) {
        return status == Status.SETTLED || status == Status.CANCELLED;
    }

    /// @dev Only what two parties agreed between themselves is theirs to enter, to preposition and to cancel.
    function _requireBilateral(TransactionType kind) private pure {
        require(kind == TransactionType.TRAD || kind == TransactionType.OWNI, Settlement_TypeNotAllowed(kind));
    }

    function _known(uint256 id) private view returns (Instruction storage stored) {
        stored = _instructions[id];
        require(stored.status != Status.NONE, Settlement_UnknownInstruction(id));
    }

    function _sideOf(uint256 id, address caller) private view returns (uint8) {
        if (caller == _instructions[id].deliverer) return DELIVERER;
        require(caller == _instructions[id].receiver, Settlement_CallerNotSide(id, caller));
        return RECEIVER;
    }
}
