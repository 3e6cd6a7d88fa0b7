// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {Instructions} from "./Instructions.sol";
import {RoleBound} from "./RoleBound.sol";
import {IBondToken} from "./interfaces/IBondToken.sol";
import {IInvestorRegister} from "./interfaces/IInvestorRegister.sol";
import {IRoles, Role} from "./interfaces/IRoles.sol";
import {Economics, Instruction, ISettlement, Reason, Status, TransactionType} from "./interfaces/ISettlement.sol";
import {FailureReason} from "./libraries/FailureReason.sol";

/// @title Settlement
contract Settlement is Instructions, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    constructor(IRoles roles_, IInvestorRegister register_) RoleBound(roles_) Instructions(register_) {}

    /* INSTRUCTING */

    /// @inheritdoc ISettlement
    function instruct(Economics[] calldata economics) external returns (uint256 firstId) {
        firstId = instructions + 1;
        for (uint256 i = 0; i < economics.length; ++i) {
            _requireBilateral(economics[i].transactionType);
            require(economics[i].units > 0, Settlement_NoUnits());
            uint256 id = _enter(economics[i]);
            uint8 side = _sideOf(id, msg.sender);
            require(side != BOTH, Settlement_SameSide(msg.sender));
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
            require(side & ~stored.affirmedBy != 0, Settlement_AlreadyAffirmed(ids[i], msg.sender));
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
            bool isDeliverer = _sideOf(ids[i], msg.sender) & DELIVERER != 0;
            require(isDeliverer, Settlement_CallerNotSide(ids[i], msg.sender));
            _requireBilateral(stored.transactionType);
            if (stored.status != Status.MATCHED || stored.prepositioned) {
                emit SettlementSkipped(ids[i], stored.status);
                continue;
            }
            stored.prepositioned = true;
            emit Prepositioned(ids[i]);
            // Units awaited already are locked; from now on at the deliverer's wish.
            if (!stored.isAwaited) IBondToken(stored.bond).lock(msg.sender, stored.units);
        }
    }

    /// @inheritdoc ISettlement
    function settle(uint256[] calldata ids) external nonReentrant {
        for (uint256 i = 0; i < ids.length; ++i) {
            Instruction storage stored = _known(ids[i]);
            bool open = stored.status == Status.MATCHED && stored.opensAt <= block.timestamp
                && block.timestamp < stored.expiresAt && (!stored.isAwaited || msg.sender == stored.cash);
            if (open) _attempt(ids[i], stored);
            else emit SettlementSkipped(ids[i], stored.status);
        }
    }

    /// @inheritdoc ISettlement
    function failAwaited(uint256[] calldata ids) external nonReentrant {
        for (uint256 i = 0; i < ids.length; ++i) {
            Instruction storage stored = _instructions[ids[i]];
            require(msg.sender == stored.cash, Settlement_CallerNotRail(ids[i], msg.sender));
            // After its expiry nothing is left but to declare it.
            bool awaited = stored.isAwaited && stored.status == Status.MATCHED
                && block.timestamp < stored.expiresAt;
            if (awaited) _fail(ids[i], stored, Reason.MONY, _nextAttempt(stored));
            else emit SettlementSkipped(ids[i], stored.status);
        }
    }

    /// @inheritdoc ISettlement
    function settleOne(uint256 id) external {
        require(msg.sender == address(this), Settlement_CallerNotSelf(msg.sender));
        Instruction memory stored = _instructions[id];
        stored.deliverer = _inForce(stored.bond, stored.deliverer);
        stored.receiver = _inForce(stored.bond, stored.receiver);
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
            if (stored.isAwaited) stored.lastReason = Reason.MONY;
            emit Expired(ids[i], stored.lastReason);
            _release(stored);
        }
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

    function _attempt(uint256 id, Instruction storage stored) private {
        uint16 attempt = _nextAttempt(stored);
        try this.settleOne(id) {
            stored.attempts = attempt;
            stored.status = Status.SETTLED;
            stored.settledAt = uint40(block.timestamp);
            emit Settled(id, attempt);
        } catch (bytes memory revertData) {
            // Every contract wired here names its errors; silence means the caller sent too little gas, and a failure
            // in the books must not be his to make.
            require(revertData.length > 0, Settlement_OutOfGas(id));
            if (FailureReason.isUnconfirmed(revertData)) _await(id, stored);
            else _fail(id, stored, FailureReason.from(revertData), attempt);
        }
    }

    /// @dev Anyone may try, so the count stops rather than overflows.
    function _nextAttempt(Instruction storage stored) private view returns (uint16 attempt) {
        attempt = stored.attempts;
        if (attempt < type(uint16).max) ++attempt;
    }

    /// @dev Fails for the day: what was locked to wait for money is free until it is tried again.
    function _fail(uint256 id, Instruction storage stored, Reason reason, uint16 attempt) private {
        stored.attempts = attempt;
        stored.lastReason = reason;
        emit SettlementFailed(id, reason, attempt);
        if (!stored.isAwaited) return;
        if (stored.prepositioned) stored.isAwaited = false;
        else _release(stored);
    }

    /// @dev The attempt that was undone delivered the units, so they can be locked. Units issued are nobody's yet, and a
    /// claim has none.
    function _await(uint256 id, Instruction storage stored) private {
        stored.isAwaited = true;
        emit AwaitingMoney(id);
        if (!_locksUnits(stored) || stored.prepositioned) return;
        IBondToken(stored.bond).lock(_inForce(stored.bond, stored.deliverer), stored.units);
    }

    function _locksUnits(Instruction storage stored) private view returns (bool) {
        return stored.units != 0 && stored.transactionType != TransactionType.ISSU;
    }

    /// @dev What the bond still keeps for a lost account moves first: its units, and the locks on them.
    function _inForce(address bond, address side) private returns (address account) {
        account = register.accountInForce(side);
        if (account != side) IBondToken(bond).recoveryAddress(side, account, address(0));
    }

    function _deliver(Instruction memory stored) private {
        if (stored.units == 0) return;
        IBondToken bond = IBondToken(stored.bond);
        if (stored.transactionType == TransactionType.ISSU) bond.issue(stored.receiver, stored.units);
        else if (stored.prepositioned || stored.isAwaited) bond.deliverLocked(stored.deliverer, stored.receiver, stored.units);
        else bond.deliver(stored.deliverer, stored.receiver, stored.units);
    }

    function _pay(Instruction memory stored) private {
        (address payer, address payee, uint256 amount) = _paymentOf(stored);
        if (amount != 0) IERC20(stored.cash).safeTransferFrom(payer, payee, amount);
    }

    function _release(Instruction storage stored) private {
        if (!stored.prepositioned && !stored.isAwaited) return;
        stored.prepositioned = false;
        stored.isAwaited = false;
        if (!_locksUnits(stored)) return;
        IBondToken(stored.bond).unlock(_inForce(stored.bond, stored.deliverer), stored.units);
    }
}
