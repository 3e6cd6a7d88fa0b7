// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {Promises} from "./Promises.sol";
import {IBondTerms} from "./interfaces/IBondTerms.sol";
import {Action, ActionKind, ActionStatus, IPayingAgent} from "./interfaces/IPayingAgent.sol";
import {Case, ITrustee, Standing} from "./interfaces/ITrustee.sol";
import {Money} from "./libraries/Money.sol";

/// @title How each bond stands: what was missed, what of it is cured, what one unit is owed
abstract contract Cases is Promises {
    using SafeCast for uint256;

    /// @notice Where payments are announced, and missed.
    IPayingAgent public immutable paying;

    mapping(address bond => Case stands) internal _cases;

    /// @inheritdoc ITrustee
    mapping(uint256 actionId => bool) public isWaived;

    /// @inheritdoc ITrustee
    mapping(uint256 actionId => uint256 defaultInterestId) public defaultInterestOf;

    constructor(IPayingAgent paying_) {
        paying = paying_;
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
            (principal, interest) = (stands.principal, stands.interest);
        }
        for (uint256 i = 0; i < stands.missed.length; ++i) {
            uint256 actionId = stands.missed[i];
            Action memory missed = paying.action(actionId);
            // Units whose put was missed are still there: their principal is claimed with that of all others.
            if (_isFunded(missed) || missed.kind == ActionKind.BPUT) continue;
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

    /* INTERNAL */

    function _requireStanding(address bond, Standing expected) internal view {
        Standing standing = _cases[bond].standing;
        require(standing == expected, Trustee_StandingIs(bond, standing));
    }

    function _requireCured(address bond) internal view {
        _requireNotRecovering(bond);
        uint256 actionId = _uncured(bond);
        require(actionId == 0, Trustee_NotCured(actionId));
    }

    function _requireNotRecovering(address bond) internal view {
        require(!_cases[bond].isRecovering, Trustee_Recovering(bond));
    }

    /// @dev The first default declared that is neither waived nor cured, with the interest it bears; zero for none.
    function _uncured(address bond) internal view returns (uint256) {
        uint256[] storage declared = _cases[bond].missed;
        for (uint256 i = 0; i < declared.length; ++i) {
            uint256 actionId = declared[i];
            if (isWaived[actionId]) continue;
            Action memory missed = paying.action(actionId);
            bool cured = _isFunded(missed);
            if (cured && _bearsInterest(missed)) {
                uint256 charged = defaultInterestOf[actionId];
                cured = charged != 0 && _isFunded(paying.action(charged));
            }
            if (!cured) return actionId;
        }
        return 0;
    }

    /// @dev Default interest bears none itself. A put is for elected units; what follows from no schedule is for all.
    function _bearsInterest(Action memory one) internal view returns (bool) {
        return _covenants[one.bond].defaultRate != 0 && one.kind != ActionKind.DINT && one.kind != ActionKind.BPUT;
    }

    function _isInterest(Action memory one) internal pure returns (bool) {
        return one.kind == ActionKind.INTR || one.kind == ActionKind.DINT;
    }

    function _isFunded(Action memory one) internal pure returns (bool) {
        return one.status == ActionStatus.FUNDED || one.status == ActionStatus.PAID;
    }
}
