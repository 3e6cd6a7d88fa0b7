// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {Entitlements} from "./Entitlements.sol";
import {HolderCounts} from "./HolderCounts.sol";
import {MarketClaims} from "./MarketClaims.sol";
import {RoleBound} from "./RoleBound.sol";
import {IBondToken} from "./interfaces/IBondToken.sol";
import {IInvestorRegister} from "./interfaces/IInvestorRegister.sol";
import {IOptions} from "./interfaces/IOptions.sol";
import {Action, ActionKind, ActionStatus, IPayingAgent, WithheldReason} from "./interfaces/IPayingAgent.sol";
import {IRoles, Role} from "./interfaces/IRoles.sol";
import {ISettlement} from "./interfaces/ISettlement.sol";

/// @title PayingAgent
contract PayingAgent is HolderCounts, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @dev What is set aside for a holder, and the tax that is paid with it.
    struct SetAside {
        uint128 net; // 16
        uint128 tax; // 16, of 32
    }

    mapping(uint256 actionId => mapping(address holder => SetAside money)) private _withheld;

    /// @inheritdoc IPayingAgent
    mapping(address cash => uint256 amount) public owed;

    /// @inheritdoc IPayingAgent
    mapping(uint256 actionId => uint256 amount) public taxHeld;

    constructor(IRoles roles_, IInvestorRegister register_, ISettlement settlement_, IOptions options_)
        MarketClaims(roles_, register_, settlement_)
        Entitlements(options_)
    {}

    /* FUNDING */

    /// @inheritdoc IPayingAgent
    function fund(uint256 actionId) external nonReentrant {
        _fund(_known(actionId), actionId, msg.sender);
    }

    /// @inheritdoc IPayingAgent
    function fundFrom(uint256 actionId, address payer) external nonReentrant {
        Action storage due = _actions[actionId];
        require(msg.sender == due.cash, PayingAgent_CallerNotCash(msg.sender, due.cash));
        _fund(due, actionId, payer);
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
            uint256 amount = _fixUnits(actionIds[i], due, false);
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
        uint256 taxed = 0;
        for (uint256 i = 0; i < holders.length; ++i) {
            (uint256 net, uint256 tax) = _payHolder(actionId, due, holders[i]);
            (paid, taxed) = (paid + net, taxed + tax);
        }
        owed[due.cash] -= paid;
        if (taxed != 0) _payTax(actionId, due, taxed);
        _actions[actionId].handledUnits = due.handledUnits;
        if (due.handledUnits == due.units) _finish(actionId, _actions[actionId]);
    }

    /// @inheritdoc IPayingAgent
    function claim(uint256 actionId, address[] calldata holders) external nonReentrant {
        Action memory due = _known(actionId);
        uint256 taxed = 0;
        for (uint256 i = 0; i < holders.length; ++i) {
            SetAside memory money = _withheld[actionId][holders[i]];
            // Never withheld, or claimed by somebody else meanwhile: nothing to do.
            if (money.net == 0 && money.tax == 0) continue;
            bool isFrozen = IBondToken(due.bond).isFrozen(holders[i]);
            (address payee, bool sanctioned) = register.payeeOf(holders[i]);
            if (payee != holders[i]) isFrozen = _recover(due.bond, holders[i], payee);
            WithheldReason reason = _tryPay(due.cash, payee, isFrozen, sanctioned, money.net);
            if (reason != WithheldReason.NONE) {
                emit ClaimRefused(actionId, holders[i], reason);
                continue;
            }
            delete _withheld[actionId][holders[i]];
            owed[due.cash] -= money.net;
            taxed += money.tax;
            emit Claimed(actionId, holders[i], money.net);
        }
        if (taxed != 0) _payTax(actionId, due, taxed);
    }

    /// @inheritdoc IPayingAgent
    function payTax(uint256 actionId) external nonReentrant {
        Action memory due = _known(actionId);
        if (taxHeld[actionId] != 0) _payTax(actionId, due, 0);
    }

    /// @inheritdoc IPayingAgent
    function attemptPayment(address cash, address to, uint256 amount) external {
        require(msg.sender == address(this), PayingAgent_CallerNotSelf(msg.sender));
        IERC20(cash).safeTransfer(to, amount);
    }

    /* VIEW */

    /// @inheritdoc IPayingAgent
    function isHandled(uint256 actionId, address holder) external view returns (bool) {
        Action memory due = _known(actionId);
        return _isMarked(due.bond, due.bit, holder);
    }

    /// @inheritdoc IPayingAgent
    function withheldOf(uint256 actionId, address holder) external view returns (uint256) {
        return _withheld[actionId][holder].net;
    }

    /* PRIVATE */

    function _fund(Action storage due, uint256 actionId, address payer) private {
        ActionStatus status = due.status;
        bool open = status == ActionStatus.ANNOUNCED || status == ActionStatus.MISSED;
        require(open, PayingAgent_StatusIs(actionId, status));
        uint256 amount = _fixUnits(actionId, due, true);
        // Money that comes late was missed first, declared or not.
        bool late = status == ActionStatus.ANNOUNCED && block.timestamp >= due.fundingCutoff;
        if (late) emit ActionMissed(actionId, due.units, amount);
        due.status = ActionStatus.FUNDED;
        due.fundedAt = uint40(block.timestamp);
        owed[due.cash] += amount;
        emit ActionFunded(actionId, payer, due.units, amount);
        if (due.units == 0) _finish(actionId, due);
        IERC20(due.cash).safeTransferFrom(payer, address(this), amount);
    }

    function _payHolder(uint256 actionId, Action memory due, address holder)
        private
        returns (uint256 net, uint256 tax)
    {
        (uint256 units, bool isFrozen) = IBondToken(due.bond).entitlementAt(holder, due.recordId);
        // Interest comes first: it is what is paid most often.
        bool isInterest = due.kind == ActionKind.INTR;
        if (!isInterest && due.kind == ActionKind.BPUT) units = _electedOf(due, holder);
        if (units == 0 || !_mark(due.bond, due.bit, holder)) return (0, 0);
        due.handledUnits += uint64(units);
        (address payee, bool sanctioned) = register.payeeOf(holder);
        if (payee != holder) isFrozen = _recover(due.bond, holder, payee);
        if (!isInterest) {
            units = _redeem(actionId, due, holder, payee, units);
            if (units == 0) return (0, 0);
        }
        uint256 gross = _amountOn(due, units);
        tax = _taxOn(due, payee, units, gross);
        net = gross - tax;
        WithheldReason reason = _tryPay(due.cash, payee, isFrozen, sanctioned, net);
        if (reason == WithheldReason.NONE) {
            emit Paid(actionId, holder, uint64(units), gross, tax, net);
            return (net, tax);
        }
        // An issuer that put units of its own may have money of lapsed ones set aside already.
        SetAside storage kept = _withheld[actionId][holder];
        (kept.net, kept.tax) = (kept.net + uint128(net), uint128(tax));
        emit Withheld(actionId, holder, uint64(units), gross, tax, net, reason);
        return (0, 0);
    }

    /// @dev Units that were elected and are gone are not paid for: the issuer may claim what it funded for them.
    /// @return units that are paid for
    function _redeem(uint256 actionId, Action memory due, address holder, address payee, uint256 units)
        private
        returns (uint256)
    {
        if (_repaysAll(due.kind)) IBondToken(due.bond).redeem(payee, units);
        if (due.kind != ActionKind.BPUT) return units;
        (uint64 taken, address issuer) = options.redeemElected(due.bond, due.periodIndex, holder, payee);
        if (taken == units) return units;
        uint256 amount = _amountOn(due, units) - _amountOn(due, taken);
        _withheld[actionId][issuer].net += uint128(amount);
        emit Lapsed(actionId, holder, uint64(units) - taken, issuer, amount);
        return taken;
    }

    /// @dev What was withheld as tax goes to its own account, with what that could not be paid before. Its trouble is no
    /// holder's: what the rail refuses is held for it.
    function _payTax(uint256 actionId, Action memory due, uint256 more) private {
        uint256 amount = taxHeld[actionId] + more;
        address taxAccount = IBondToken(due.bond).bondTerms().taxAccount();
        bool isPaid = _tryPay(due.cash, taxAccount, false, false, amount) == WithheldReason.NONE;
        taxHeld[actionId] = isPaid ? 0 : amount;
        if (!isPaid) {
            emit TaxHeld(actionId, taxAccount, amount);
            return;
        }
        owed[due.cash] -= amount;
        emit TaxPaid(actionId, taxAccount, amount);
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
        try this.attemptPayment(cash, to, amount) {
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
