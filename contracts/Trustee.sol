// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {Cases} from "./Cases.sol";
import {RoleBound} from "./RoleBound.sol";
import {Change, CouponKind, Due, IBondTerms, Period, Terms} from "./interfaces/IBondTerms.sol";
import {Action, ActionKind, ActionStatus, IPayingAgent} from "./interfaces/IPayingAgent.sol";
import {IRoles, Role} from "./interfaces/IRoles.sol";
import {ISettlement} from "./interfaces/ISettlement.sol";
import {Amendment, Case, Grace, ITrustee, Standing} from "./interfaces/ITrustee.sol";
import {LatePeriods} from "./libraries/LatePeriods.sol";
import {Money} from "./libraries/Money.sol";

/// @title Trustee
contract Trustee is Cases {
    using LatePeriods for Period;
    using SafeCast for uint256;

    /// @notice Told which bonds trade flat.
    ISettlement public immutable settlement;

    constructor(IRoles roles_, IPayingAgent paying_, ISettlement settlement_) RoleBound(roles_) Cases(paying_) {
        settlement = settlement_;
    }

    /* DEFAULT AND CURE */

    /// @inheritdoc ITrustee
    function declareDefault(uint256 actionId) external {
        Action memory missed = paying.action(actionId);
        address bond = missed.bond;
        _requireCovenants(bond);
        require(missed.status == ActionStatus.MISSED, Trustee_NotMissed(actionId));
        Grace memory grace = _grace[bond][missed.periodIndex];
        uint40 until = _isInterest(missed) ? grace.interestUntil : grace.principalUntil;
        Case storage stands = _cases[bond];
        // Once everything is due, grace keeps nothing out of the claim.
        bool isAccelerated = stands.standing == Standing.ACCELERATED;
        bool isOver = isAccelerated || block.timestamp >= until;
        require(isOver, Trustee_InGrace(actionId, until, block.timestamp));
        // What the accelerated period pays is in the claim already.
        bool isNew = !isWaived[actionId] && !(isAccelerated && missed.periodIndex >= stands.claimsPeriod);
        for (uint256 i = 0; i < stands.missed.length; ++i) {
            if (stands.missed[i] == actionId) isNew = false;
        }
        require(isNew && !stands.isRecovering, Trustee_DealtWith(actionId));
        stands.missed.push(actionId);
        emit DefaultDeclared(bond, actionId, msg.sender);
        if (stands.standing == Standing.PERFORMING) _setStanding(bond, Standing.DEFAULTED);
    }

    /// @inheritdoc ITrustee
    function acknowledgeCure(address bond) external {
        _requireStanding(bond, Standing.DEFAULTED);
        _requireCured(bond);
        emit DefaultCured(bond, msg.sender);
        _setStanding(bond, Standing.PERFORMING);
    }

    /// @inheritdoc ITrustee
    function chargeDefaultInterest(uint256 lateActionId, uint32 date, uint40 fundingCutoff)
        external
        returns (uint256 actionId)
    {
        _requireRole(Role.PAYING_AGENT);
        Action memory late = paying.action(lateActionId);
        uint64 rate = _covenants[late.bond].defaultRate;
        bool cameLate = _isFunded(late) && late.fundedAt >= late.fundingCutoff;
        require(
            cameLate && _bearsInterest(late) && defaultInterestOf[lateActionId] == 0,
            Trustee_NoDefaultInterest(lateActionId)
        );
        IBondTerms terms = _termsOf(late.bond);
        Period memory period = terms.period(late.periodIndex);
        period.requireDay(date, late.fundedAt);
        // Of the same day it is nothing, and still ends the default.
        require(date >= period.paymentDate, Trustee_NoDefaultInterest(lateActionId));
        Due memory due;
        due.cash = late.cash;
        (due.recordDate, due.exDate, due.recordAt) = (period.recordDate, period.exDate, late.recordAt);
        (due.dueDate, due.paymentDate) = (date, date);
        (due.periodStart, due.periodEnd) = (period.paymentDate, date);
        (due.fundingCutoff, due.payableFrom) = (fundingCutoff, uint40(block.timestamp));
        due.roundingBasis = late.roundingBasis;
        due.taxAccount = terms.taxAccount();
        due.rate = rate;
        (due.accrualNum, due.accrualDen) = terms.fraction(period.paymentDate, date);
        due.amountNum = late.amountNum * rate * due.accrualNum;
        due.amountDen = late.amountDen * Money.RATE_ONE * due.accrualDen;
        actionId = paying.announceOther(late.bond, late.periodIndex, ActionKind.DINT, abi.encode(due), 0);
        defaultInterestOf[lateActionId] = actionId;
        emit DefaultInterestCharged(lateActionId, actionId, date);
    }

    /* ACCELERATION */

    /// @inheritdoc ITrustee
    function accelerate(address bond, uint32 date) external {
        _requireTrustee(bond);
        _requireStanding(bond, Standing.DEFAULTED);
        // Cured is cured, whether or not anybody said so yet.
        require(_uncured(bond) != 0, Trustee_NothingMissed(bond));
        IBondTerms terms = _termsOf(bond);
        Terms memory agreed = terms.terms();
        Amendment memory kept = _toCome(bond, terms, agreed);
        Case storage stands = _cases[bond];
        (stands.suspended, stands.claimsPeriod) = (_hash(kept), kept.from);
        Period[] memory claims = new Period[](1);
        claims[0] = kept.tail[0];
        claims[0].requireDay(date, block.timestamp);
        if (agreed.couponKind == CouponKind.FLOATING && kept.from >= terms.fixings()) {
            claims[0].fixNever(kept.from, _covenants[bond].prescription);
        }
        claims[0].endOn(date, _covenants[bond].prescription);
        // While the period is still whole: what accrues in a part of it may be counted by all of it.
        (uint128 principal, uint128 interest) = _accrued(terms, kept.from, date, agreed.calculationAmount);
        (stands.principal, stands.interest) = (principal, interest);
        // What is owed early is owed at par.
        Change memory change = Change(date, uint40(Money.PAR), agreed.offeredUnits, agreed.reset.spread);
        terms.amend(kept.from, claims, change);
        emit Accelerated(bond, msg.sender, date, principal, interest);
        _setStanding(bond, Standing.ACCELERATED);
    }

    /// @inheritdoc ITrustee
    function rescind(address bond, Amendment calldata restored) external {
        _requireTrustee(bond);
        _requireStanding(bond, Standing.ACCELERATED);
        _requireCured(bond);
        bytes32 given = _hash(restored);
        bytes32 expected = _cases[bond].suspended;
        require(given == expected, Trustee_AmendmentDiffers(given, expected));
        _termsOf(bond).amend(restored.from, restored.tail, restored.change);
        emit Rescinded(bond, msg.sender);
        _setStanding(bond, Standing.PERFORMING);
    }

    /* BY VOTE */

    /// @inheritdoc ITrustee
    function amend(address bond, Amendment calldata amendment) external {
        _requireRole(Role.AMENDING_CONTRACT);
        Standing standing = _cases[bond].standing;
        require(standing != Standing.ACCELERATED, Trustee_StandingIs(bond, standing));
        bool fits = amendment.grace.length == amendment.tail.length && amendment.tail.length != 0
            && amendment.tail[amendment.tail.length - 1].recordAt < _covenants[bond].prescription.recordAt;
        require(fits, Trustee_CovenantsUnfit(bond));
        _setGrace(bond, amendment.from, amendment.grace);
        _termsOf(bond).amend(amendment.from, amendment.tail, amendment.change);
    }

    /// @inheritdoc ITrustee
    function waive(address bond) external {
        _requireRole(Role.AMENDING_CONTRACT);
        _requireNotRecovering(bond);
        Case storage stands = _cases[bond];
        for (uint256 i = 0; i < stands.missed.length; ++i) {
            isWaived[stands.missed[i]] = true;
            emit DefaultWaived(bond, stands.missed[i]);
        }
        if (stands.standing == Standing.DEFAULTED) _setStanding(bond, Standing.PERFORMING);
    }

    /// @inheritdoc ITrustee
    function startRecovery(address bond) external returns (uint128 principal, uint128 interest) {
        _requireRole(Role.AMENDING_CONTRACT);
        requireAllDue(bond);
        (principal, interest) = claimOf(bond);
        Case storage stands = _cases[bond];
        if (stands.isRecovering) return (principal, interest);
        stands.isRecovering = true;
        emit RecoveryStarted(bond, principal, interest);
        for (uint256 i = 0; i < stands.missed.length; ++i) {
            ActionStatus status = paying.action(stands.missed[i]).status;
            if (status == ActionStatus.MISSED) paying.cancel(stands.missed[i]);
        }
    }

    /* PRIVATE */

    function _accrued(IBondTerms terms, uint256 index, uint32 date, uint256 face)
        private
        view
        returns (uint128, uint128)
    {
        (uint256 num, uint256 den) = terms.accrued(index, date);
        uint256 principal = Money.halfUp(terms.factorBefore(index) * face, Money.RATE_ONE);
        return (principal.toUint128(), Money.halfUp(num, den).toUint128());
    }

    /// @dev Over the same encoding whether it is given or made here.
    function _hash(Amendment memory amendment) private pure returns (bytes32) {
        return keccak256(abi.encode(amendment.from, amendment.tail, amendment.change));
    }

    function _setStanding(address bond, Standing standing) private {
        Case storage stands = _cases[bond];
        stands.standing = standing;
        stands.since = uint40(block.timestamp);
        if (standing == Standing.PERFORMING) {
            delete stands.missed;
            delete stands.suspended;
        }
        // From the event of default on, nobody knows what will be paid: interest is in the price.
        settlement.setFlat(bond, standing != Standing.PERFORMING);
    }

    /// @dev The periods whose record date is still to come, as `rescind` wants them back.
    function _toCome(address bond, IBondTerms terms, Terms memory agreed)
        private
        view
        returns (Amendment memory kept)
    {
        uint256 count = terms.periods();
        uint256 from = 0;
        while (from < count && terms.period(from).recordAt <= block.timestamp) ++from;
        require(from < count, Trustee_AllDue(bond));
        kept.from = uint16(from);
        kept.tail = new Period[](count - from);
        for (uint256 i = from; i < count; ++i) {
            kept.tail[i - from] = terms.period(i);
            // A floating rate that was fixed stays with its period.
            if (agreed.couponKind == CouponKind.FLOATING) kept.tail[i - from].rate = 0;
        }
        kept.change =
            Change(agreed.maturityDate, agreed.redemptionPrice, agreed.offeredUnits, agreed.reset.spread);
    }

    function _requireTrustee(address bond) private view {
        if (roles.has(Role.AMENDING_CONTRACT, msg.sender)) return;
        require(roles.has(Role.TRUSTEE, msg.sender), Trustee_CallerNotTrusteeNorMeeting(msg.sender));
        require(_covenants[bond].hasTrustee, Trustee_NoTrustee(bond));
    }
}
