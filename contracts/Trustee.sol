// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {Promises} from "./Promises.sol";
import {RoleBound} from "./RoleBound.sol";
import {Change, CouponKind, Due, Flow, IBondTerms, Period, Terms} from "./interfaces/IBondTerms.sol";
import {Action, ActionKind, ActionStatus, IPayingAgent} from "./interfaces/IPayingAgent.sol";
import {IRoles, Role} from "./interfaces/IRoles.sol";
import {ISettlement} from "./interfaces/ISettlement.sol";
import {Amendment, Case, Covenants, Grace, ITrustee, Standing} from "./interfaces/ITrustee.sol";
import {LatePeriods} from "./libraries/LatePeriods.sol";
import {Money} from "./libraries/Money.sol";

/// @title Trustee
contract Trustee is Promises {
    using LatePeriods for Period;
    using SafeCast for uint256;

    /// @notice Where payments are announced, and missed.
    IPayingAgent public immutable paying;

    /// @notice Told which bonds trade flat.
    ISettlement public immutable settlement;

    mapping(address bond => Case stands) private _cases;

    /// @inheritdoc ITrustee
    mapping(uint256 actionId => bool) public isWaived;

    /// @inheritdoc ITrustee
    mapping(uint256 actionId => uint256 defaultInterestId) public defaultInterestOf;

    constructor(IRoles roles_, IPayingAgent paying_, ISettlement settlement_) RoleBound(roles_) {
        (paying, settlement) = (paying_, settlement_);
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
        require(block.timestamp >= until, Trustee_InGrace(actionId, until, block.timestamp));
        Case storage stands = _cases[bond];
        bool isNew = !isWaived[actionId];
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
        Covenants storage set = _covenants[late.bond];
        bool cameLate = _isFunded(late) && late.fundedAt >= late.fundingCutoff && late.kind != ActionKind.DINT;
        require(
            cameLate && set.defaultRate != 0 && defaultInterestOf[lateActionId] == 0,
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
        due.rate = set.defaultRate;
        (due.accrualNum, due.accrualDen) = LatePeriods.fraction(terms.terms(), period.paymentDate, date);
        due.amountNum = late.amountNum * set.defaultRate * due.accrualNum;
        due.amountDen = late.amountDen * Money.RATE_ONE * due.accrualDen;
        actionId = paying.announceOther(late.bond, late.periodIndex, ActionKind.DINT, abi.encode(due));
        defaultInterestOf[lateActionId] = actionId;
        emit DefaultInterestCharged(lateActionId, actionId, date);
    }

    /* ACCELERATION */

    /// @inheritdoc ITrustee
    function accelerate(address bond, uint32 date) external {
        _requireTrustee(bond);
        _requireStanding(bond, Standing.DEFAULTED);
        IBondTerms terms = _termsOf(bond);
        Terms memory agreed = terms.terms();
        Amendment memory kept = _toCome(bond, terms, agreed);
        Case storage stands = _cases[bond];
        (stands.suspended, stands.claimsPeriod) = (_hash(kept), kept.from);
        Period[] memory claims = new Period[](1);
        claims[0] = kept.tail[0];
        claims[0].requireDay(date, block.timestamp);
        claims[0].endOn(date, _covenants[bond].prescription);
        // What is owed early is owed at par.
        terms.amend(kept.from, claims, Change(date, uint40(Money.PAR), agreed.offeredUnits));
        (uint128 principal, uint128 interest) = _accelerated(terms, kept.from);
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

    /* VIEW */

    /// @inheritdoc ITrustee
    function caseOf(address bond) external view returns (Case memory) {
        return _cases[bond];
    }

    /// @inheritdoc ITrustee
    function claimOf(address bond) public view returns (uint128 principal, uint128 interest) {
        Case storage stands = _cases[bond];
        if (stands.standing == Standing.ACCELERATED) {
            (principal, interest) = _accelerated(_termsOf(bond), stands.claimsPeriod);
        }
        for (uint256 i = 0; i < stands.missed.length; ++i) {
            uint256 actionId = stands.missed[i];
            Action memory missed = paying.action(actionId);
            if (_isFunded(missed)) continue;
            uint128 amount = Money.halfUp(missed.amountNum, missed.amountDen).toUint128();
            if (_isInterest(missed)) interest += amount;
            else principal += amount;
        }
    }

    /// @inheritdoc ITrustee
    function requireAllDue(address bond) public view {
        Standing standing = _cases[bond].standing;
        if (standing == Standing.ACCELERATED) return;
        IBondTerms terms = _termsOf(bond);
        bool matured = terms.period(terms.periods() - 1).payableFrom <= block.timestamp;
        require(standing == Standing.DEFAULTED && matured, Trustee_NotAllDue(bond));
    }

    /* PRIVATE */

    function _requireStanding(address bond, Standing expected) private view {
        Standing standing = _cases[bond].standing;
        require(standing == expected, Trustee_StandingIs(bond, standing));
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
        kept.change = Change(agreed.maturityDate, agreed.redemptionPrice, agreed.offeredUnits);
    }

    function _accelerated(IBondTerms terms, uint256 index) private view returns (uint128, uint128) {
        Due memory owed = terms.due(index, Flow.REDEMPTION);
        uint256 principal = Money.halfUp(owed.amountNum, owed.amountDen);
        (CouponKind kind,,) = terms.couponForm();
        if (kind == CouponKind.ZERO) return (principal.toUint128(), 0);
        owed = terms.due(index, Flow.INTEREST);
        return (principal.toUint128(), Money.halfUp(owed.amountNum, owed.amountDen).toUint128());
    }

    function _requireCured(address bond) private view {
        Case storage stands = _cases[bond];
        require(!stands.isRecovering, Trustee_NotCured(0));
        bool bearsInterest = _covenants[bond].defaultRate != 0;
        for (uint256 i = 0; i < stands.missed.length; ++i) {
            uint256 actionId = stands.missed[i];
            if (isWaived[actionId]) continue;
            Action memory missed = paying.action(actionId);
            bool cured = _isFunded(missed);
            if (cured && bearsInterest && missed.kind != ActionKind.DINT) {
                uint256 charged = defaultInterestOf[actionId];
                cured = charged != 0 && _isFunded(paying.action(charged));
            }
            require(cured, Trustee_NotCured(actionId));
        }
    }

    function _requireTrustee(address bond) private view {
        if (roles.has(Role.AMENDING_CONTRACT, msg.sender)) return;
        require(roles.has(Role.TRUSTEE, msg.sender), Trustee_CallerNotTrusteeNorMeeting(msg.sender));
        require(_covenants[bond].hasTrustee, Trustee_NoTrustee(bond));
    }

    function _isInterest(Action memory one) private pure returns (bool) {
        return one.kind == ActionKind.INTR || one.kind == ActionKind.DINT;
    }

    function _isFunded(Action memory one) private pure returns (bool) {
        return one.status == ActionStatus.FUNDED || one.status == ActionStatus.PAID;
    }
}
