// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {RoleBound} from "./RoleBound.sol";
import {Period, RoundingBasis} from "./interfaces/IBondTerms.sol";
import {IBondToken} from "./interfaces/IBondToken.sol";
import {IInvestorRegister} from "./interfaces/IInvestorRegister.sol";
import {Action, ActionKind, ActionStatus, IPayingAgent} from "./interfaces/IPayingAgent.sol";
import {IRoles, Role} from "./interfaces/IRoles.sol";
import {Economics, Instruction, ISettlement, Status, TransactionType} from "./interfaces/ISettlement.sol";
import {Money} from "./libraries/Money.sol";

/// @title Who owes whom a payment that went to the wrong side of a trade
abstract contract MarketClaims is IPayingAgent, RoleBound {
    using SafeCast for uint256;

    /// @notice Where holders' accounts and jurisdictions are read.
    IInvestorRegister public immutable register;

    /// @notice Where trades are read and claims settle.
    ISettlement public immutable settlement;

    mapping(uint256 actionId => Action stored) internal _actions;
    mapping(uint256 actionId => mapping(uint256 instructionId => bool)) private _raised;

    /// @inheritdoc IPayingAgent
    uint256 public actions;

    constructor(IRoles roles_, IInvestorRegister register_, ISettlement settlement_) RoleBound(roles_) {
        register = register_;
        settlement = settlement_;
    }

    /// @inheritdoc IPayingAgent
    function raiseClaims(uint256 actionId, uint256[] calldata instructionIds, uint32 date, uint40 opensAt) external {
        _requireRole(Role.PAYING_AGENT);
        Action memory due = _known(actionId);
        bool paying = due.status == ActionStatus.FUNDED || due.status == ActionStatus.PAID;
        bool isHoldersOfRecord = due.kind == ActionKind.INTR || due.kind == ActionKind.PRED;
        require(paying && isHoldersOfRecord, PayingAgent_StatusIs(actionId, due.status));
        Period memory period = IBondToken(due.bond).bondTerms().period(due.periodIndex);
        for (uint256 i = 0; i < instructionIds.length; ++i) {
            uint256 id = instructionIds[i];
            if (_raised[actionId][id]) continue;
            Instruction memory trade = settlement.instruction(id);
            (address payer, address payee) = _claimSides(due.bond, period, trade);
            if (payer == address(0)) continue;
            _raised[actionId][id] = true;
            // What the wrong side was paid, after tax.
            uint256 amount = _amountOn(due, trade.units);
            amount -= _taxOn(due, payer, trade.units, amount);
            uint256 claimId = settlement.raiseClaim(_economics(due, id, trade, payer, payee, amount, date, opensAt));
            emit MarketClaimRaised(actionId, id, claimId, payer, payee, amount);
        }
    }

    /// @inheritdoc IPayingAgent
    function action(uint256 actionId) external view returns (Action memory) {
        return _known(actionId);
    }

    function _known(uint256 actionId) internal view returns (Action storage stored) {
        stored = _actions[actionId];
        require(stored.status != ActionStatus.NONE, PayingAgent_UnknownAction(actionId));
    }

    /// @dev Before tax. By the rounding basis: rounded a unit and multiplied, or multiplied and rounded once.
    function _amountOn(Action memory due, uint256 units) internal pure returns (uint256) {
        if (due.roundingBasis == RoundingBasis.CALCULATION_AMOUNT) return units * due.amountPerUnit;
        return Money.halfUp(units * due.amountNum, due.amountDen);
    }

    /// @dev Withheld from what is interest, by the jurisdiction of the account in force, half up a holder.
    function _taxOn(Action memory due, address holder, uint256 units, uint256 gross) internal view returns (uint256) {
        if (!due.isTaxed) return 0;
        uint16 jurisdiction = register.investor(register.accountInForce(holder)).jurisdiction;
        if (due.exemptPerUnit != 0) gross -= units * due.exemptPerUnit;
        return Money.halfUp(gross * IBondToken(due.bond).bondTerms().taxRate(jurisdiction), Money.RATE_ONE);
    }

    /// @dev Zero addresses when the payment went where the trade says it belongs.
    function _claimSides(address bond, Period memory period, Instruction memory trade)
        private
        pure
        returns (address payer, address payee)
    {
        bool settledTrade = trade.status == Status.SETTLED && trade.transactionType == TransactionType.TRAD;
        if (!settledTrade || trade.bond != bond) return (address(0), address(0));
        // What was agreed: interest accrued of the period, and its coupon, when due by the record date.
        bool cum = trade.intendedDate <= period.recordDate;
        bool held = trade.settledAt < period.recordAt;
        if (cum && !held) return (trade.deliverer, trade.receiver);
        if (!cum && held) return (trade.receiver, trade.deliverer);
    }

    function _economics(
        Action memory due,
        uint256 id,
        Instruction memory trade,
        address payer,
        address payee,
        uint256 amount,
        uint32 date,
        uint40 opensAt
    ) private pure returns (Economics memory claimed) {
        claimed.transactionType = TransactionType.CLAI;
        claimed.bond = due.bond;
        claimed.cash = due.cash;
        claimed.deliverer = payer;
        claimed.receiver = payee;
        claimed.cleanAmount = amount.toUint96();
        claimed.tradeDate = trade.tradeDate;
        claimed.intendedDate = date;
        // A claim stands until it is paid.
        claimed.expiryDate = type(uint32).max;
        claimed.opensAt = opensAt;
        claimed.expiresAt = type(uint40).max;
        claimed.linkedId = uint40(id);
    }
}
