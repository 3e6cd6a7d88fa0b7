// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {MarketClaims} from "./MarketClaims.sol";
import {RoleBound} from "./RoleBound.sol";
import {IBondToken} from "./interfaces/IBondToken.sol";
import {IInvestorRegister} from "./interfaces/IInvestorRegister.sol";
import {Action, ActionKind, ActionStatus, Announcement, IPayingAgent, WithheldReason} from "./interfaces/IPayingAgent.sol";
import {IRoles, Role} from "./interfaces/IRoles.sol";
import {ISettlement} from "./interfaces/ISettlement.sol";
import {Period, Terms} from "./interfaces/IBondToken.sol";
import {Money} from "./libraries/Money.sol";

/// @title PayingAgent
contract PayingAgent is MarketClaims, ReentrancyGuardTransient {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    IInvestorRegister public immutable register;

    /// @dev One bit an action of a bond, 256 actions a word.
    mapping(address bond => mapping(uint256 word => mapping(address holder => uint256 bits))) private _handled;
    mapping(address bond => uint16 count) private _bits;
    mapping(address bond => mapping(uint16 periodIndex => mapping(ActionKind kind => uint256 actionId))) private
        _announced;
    mapping(uint256 actionId => mapping(address holder => uint256 amount)) private _withheld;

    /// @inheritdoc IPayingAgent
    mapping(address cash => uint256 amount) public owed;

    constructor(IRoles roles_, IInvestorRegister register_, ISettlement settlement_) MarketClaims(roles_, settlement_) {
        register = register_;
    }

    /* ANNOUNCING AND FUNDING */

    /// @inheritdoc IPayingAgent
    function announce(address bond, uint16 periodIndex, ActionKind kind) external returns (uint256 actionId) {
        _requireRole(Role.PAYING_AGENT);
        require(roles.has(Role.BOND_CONTRACT, bond), PayingAgent_NotWired(bond));
        uint256 earlier = _announced[bond][periodIndex][kind];
        require(earlier == 0, PayingAgent_AlreadyAnnounced(earlier));
        actionId = ++actions;
        _announced[bond][periodIndex][kind] = actionId;
        Announcement memory announcement = _announcement(IBondToken(bond), periodIndex, kind);
        _store(actionId, announcement, IBondToken(bond).period(periodIndex));
        emit ActionAnnounced(actionId, announcement);
    }

    /// @inheritdoc IPayingAgent
    function fund(uint256 actionId) external nonReentrant {
        Action storage due = _known(actionId);
        ActionStatus status = due.status;
        bool open = status == ActionStatus.ANNOUNCED || status == ActionStatus.MISSED;
        require(open, PayingAgent_StatusIs(actionId, status));
        uint256 amount = _fixUnits(due);
        // Money that comes late was missed first, declared or not.
        bool late = status == ActionStatus.ANNOUNCED && block.timestamp >= due.fundingCutoff;
        if (late) emit ActionMissed(actionId, due.units, amount);
        due.status = ActionStatus.FUNDED;
        due.fundedAt = uint40(block.timestamp);
        owed[due.cash] += amount;
        emit ActionFunded(actionId, msg.sender, due.units, amount);
        if (due.units == 0) _finish(actionId, due);
        IERC20(due.cash).safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc IPayingAgent
    function declareMissed(uint256[] calldata actionIds) external {
        for (uint256 i = 0; i < actionIds.length; ++i) {
            Action storage due = _known(actionIds[i]);
            // Declared or funded by someone else meanwhile: nothing to say.
            if (due.status != ActionStatus.ANNOUNCED) continue;
            require(
                block.timestamp >= due.fundingCutoff,
                PayingAgent_NotPastCutoff(actionIds[i], due.fundingCutoff, block.timestamp)
            );
            uint256 amount = _fixUnits(due);
            due.status = ActionStatus.MISSED;
            emit ActionMissed(actionIds[i], due.units, amount);
        }
    }

    /* PAYING */

    /// @inheritdoc IPayingAgent
    function pay(uint256 actionId, address[] calldata holders) external nonReentrant {
        _requireRole(Role.PAYING_AGENT);
        Action memory due = _known(actionId);
        // Paid already: every holder was handled, so a repeated batch changes nothing.
        if (due.status == ActionStatus.PAID) return;
        require(due.status == ActionStatus.FUNDED, PayingAgent_StatusIs(actionId, due.status));
        require(
            block.timestamp >= due.payableFrom,
            PayingAgent_NotPayableYet(actionId, due.payableFrom, block.timestamp)
        );
        uint256 paid = 0;
        for (uint256 i = 0; i < holders.length; ++i) {
            paid += _payHolder(actionId, due, holders[i]);
        }
        owed[due.cash] -= paid;
        _actions[actionId].handledUnits = due.handledUnits;
        if (due.handledUnits == due.units) _finish(actionId, _actions[actionId]);
    }

    /// @inheritdoc IPayingAgent
    function claim(uint256 actionId, address[] calldata holders) external nonReentrant {
        Action memory due = _known(actionId);
        for (uint256 i = 0; i < holders.length; ++i) {
            uint256 amount = _withheld[actionId][holders[i]];
            // Never withheld, or claimed by somebody else meanwhile: nothing to do.
            if (amount == 0) continue;
            (, bool isFrozen) = IBondToken(due.bond).entitlementAt(holders[i], due.recordId);
            (address payee, bool sanctioned) = register.payeeOf(holders[i]);
            if (payee != holders[i]) isFrozen = _recover(due.bond, holders[i], payee);
            WithheldReason reason = _tryPay(due.cash, payee, isFrozen, sanctioned, amount);
            if (reason != WithheldReason.NONE) {
                emit ClaimRefused(actionId, holders[i], reason);
                continue;
            }
            _withheld[actionId][holders[i]] = 0;
            owed[due.cash] -= amount;
            emit Claimed(actionId, holders[i], amount);
        }
    }

    /// @inheritdoc IPayingAgent
    function payOne(address cash, address to, uint256 amount) external {
        require(msg.sender == address(this), PayingAgent_CallerNotSelf(msg.sender));
        IERC20(cash).safeTransfer(to, amount);
    }

    /* VIEW */

    /// @inheritdoc IPayingAgent
    function amountDue(uint256 actionId) external view returns (uint256) {
        Action memory due = _known(actionId);
        uint256 units = due.units != 0 ? due.units : IBondToken(due.bond).supplyAt(due.recordId);
        return units * due.amountPerUnit;
    }

    /// @inheritdoc IPayingAgent
    function isHandled(uint256 actionId, address holder) external view returns (bool) {
        Action memory due = _known(actionId);
        return _handled[due.bond][due.bit >> 8][holder] & (1 << (due.bit & 0xff)) != 0;
    }

    /// @inheritdoc IPayingAgent
    function withheldOf(uint256 actionId, address holder) external view returns (uint256) {
        return _withheld[actionId][holder];
    }

    /* PRIVATE */

    function _announcement(IBondToken bond, uint16 periodIndex, ActionKind kind)
        private
        view
        returns (Announcement memory told)
    {
        Terms memory terms = bond.terms();
        Period memory period = bond.period(periodIndex);
        told = Announcement({
            bond: address(bond),
            cash: terms.rails[0],
            kind: kind,
            periodIndex: periodIndex,
            recordDate: period.recordDate,
            exDate: period.exDate,
            dueDate: period.dueDate,
            paymentDate: period.paymentDate,
            periodStart: period.start,
            periodEnd: period.end,
            accrualNum: 0,
            accrualDen: 0,
            rate: 0,
            amountNum: uint256(terms.calculationAmount) * terms.redemptionPrice,
            amountDen: Money.PAR,
            amountPerUnit: 0
        });
        if (kind == ActionKind.INTR) {
            told.rate = period.rate;
            (told.amountNum, told.amountDen, told.accrualNum, told.accrualDen) = bond.interestPerUnit(periodIndex);
        } else {
            uint256 last = bond.periods() - 1;
            require(periodIndex == last, PayingAgent_NotLastPeriod(periodIndex, last));
        }
        told.amountPerUnit = Money.halfUp(told.amountNum, told.amountDen).toUint128();
    }

    function _store(uint256 actionId, Announcement memory told, Period memory period) private {
        Action storage due = _actions[actionId];
        due.bond = told.bond;
        due.cash = told.cash;
        due.kind = told.kind;
        due.status = ActionStatus.ANNOUNCED;
        due.periodIndex = told.periodIndex;
        due.recordId = told.periodIndex + 1;
        due.bit = _bits[told.bond]++;
        due.fundingCutoff = period.fundingCutoff;
        due.payableFrom = period.payableFrom;
        due.amountPerUnit = told.amountPerUnit;
        due.amountNum = told.amountNum;
        due.amountDen = told.amountDen;
    }

    /// @dev Units at the record date never change once it closed; reverts before.
    function _fixUnits(Action storage due) private returns (uint256 amount) {
        due.units = uint64(IBondToken(due.bond).supplyAt(due.recordId));
        return uint256(due.units) * due.amountPerUnit;
    }

    function _payHolder(uint256 actionId, Action memory due, address holder) private returns (uint256 paid) {
        uint256 bit = 1 << (due.bit & 0xff);
        uint256 bits = _handled[due.bond][due.bit >> 8][holder];
        if (bits & bit != 0) return 0;
        (uint256 units, bool isFrozen) = IBondToken(due.bond).entitlementAt(holder, due.recordId);
        if (units == 0) return 0;
        _handled[due.bond][due.bit >> 8][holder] = bits | bit;
        due.handledUnits += uint64(units);
        (address payee, bool sanctioned) = register.payeeOf(holder);
        if (payee != holder) isFrozen = _recover(due.bond, holder, payee);
        if (due.kind == ActionKind.REDM) IBondToken(due.bond).redeem(payee, units);
        uint256 amount = units * due.amountPerUnit;
        WithheldReason reason = _tryPay(due.cash, payee, isFrozen, sanctioned, amount);
        if (reason == WithheldReason.NONE) {
            emit Paid(actionId, holder, uint64(units), amount, 0, amount);
            return amount;
        }
        _withheld[actionId][holder] = amount;
        emit Withheld(actionId, holder, uint64(units), amount, 0, amount, reason);
    }

    /// @dev Rights stay with the account that had them, and are paid to the one that replaced it. What the bond still
    /// keeps for the lost account moves first, so that nothing is left behind and its freeze counts.
    function _recover(address bond, address lost, address replacement) private returns (bool isFrozen) {
        IBondToken(bond).recoveryAddress(lost, replacement, address(0));
        return IBondToken(bond).isFrozen(replacement);
    }

    function _tryPay(address cash, address to, bool isFrozen, bool sanctioned, uint256 amount)
        private
        returns (WithheldReason)
    {
        if (isFrozen) return WithheldReason.FROZEN;
        if (sanctioned) return WithheldReason.SANCTIONED;
        try this.payOne(cash, to, amount) {
            return WithheldReason.NONE;
        } catch (bytes memory revertData) {
            // As in `Settlement`: every rail names its refusals; silence is a caller who sent too little gas.
            require(revertData.length > 0, PayingAgent_OutOfGas(to));
            return WithheldReason.RAIL;
        }
    }

    function _finish(uint256 actionId, Action storage due) private {
        due.status = ActionStatus.PAID;
        emit ActionPaid(actionId, due.units);
    }
}
