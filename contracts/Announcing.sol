// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {Entitlements} from "./Entitlements.sol";
import {Due, RoundingBasis} from "./interfaces/IBondTerms.sol";
import {IBondToken} from "./interfaces/IBondToken.sol";
import {Action, ActionKind, ActionStatus, Announcement, IPayingAgent} from "./interfaces/IPayingAgent.sol";
import {Role} from "./interfaces/IRoles.sol";
import {Money} from "./libraries/Money.sol";

/// @title What falls due, told before it does
abstract contract Announcing is Entitlements {
    using SafeCast for uint256;

    mapping(address bond => uint16 count) private _bits;
    mapping(address bond => mapping(uint16 periodIndex => mapping(ActionKind kind => uint256 actionId))) private
        _announced;

    /// @inheritdoc IPayingAgent
    function announce(address bond, uint16 periodIndex, ActionKind kind) external returns (uint256 actionId) {
        _requireRole(Role.PAYING_AGENT);
        require(roles.has(Role.BOND_CONTRACT, bond), PayingAgent_NotWired(bond));
        uint256 earlier = _announced[bond][periodIndex][kind];
        if (earlier != 0) _withdraw(earlier);
        actionId = ++actions;
        _announced[bond][periodIndex][kind] = actionId;
        _announce(actionId, bond, periodIndex, kind, _dueOf(bond, periodIndex, kind));
    }

    /// @inheritdoc IPayingAgent
    /// @dev Decoded from memory, as what the terms tell is: a second decoder costs 5 KB of code.
    function announceOther(address bond, uint16 periodIndex, ActionKind kind, bytes calldata due, uint128 exemptPerUnit)
        external
        returns (uint256 actionId)
    {
        _requireRole(Role.AMENDING_CONTRACT);
        require(roles.has(Role.BOND_CONTRACT, bond), PayingAgent_NotWired(bond));
        actionId = ++actions;
        bytes memory terms = due;
        _announce(actionId, bond, periodIndex, kind, abi.decode(terms, (Due)));
        if (exemptPerUnit != 0) _actions[actionId].exemptPerUnit = exemptPerUnit;
    }

    /// @inheritdoc IPayingAgent
    function cancel(uint256 actionId) external {
        _requireRole(Role.AMENDING_CONTRACT);
        Action storage due = _known(actionId);
        require(due.status == ActionStatus.MISSED, PayingAgent_StatusIs(actionId, due.status));
        due.status = ActionStatus.CANCELLED;
        emit ActionCancelled(actionId, msg.sender);
    }

    /// @dev Terms may change until the record date closes; what was told before no longer holds then.
    function _isSuperseded(Action memory due) internal view returns (bool) {
        return IBondToken(due.bond).bondTerms().versionOf(due.periodIndex) != due.version;
    }

    /// @dev Only what new terms took the place of.
    function _withdraw(uint256 actionId) private {
        Action storage due = _actions[actionId];
        bool isOpen = due.status == ActionStatus.ANNOUNCED && _isSuperseded(due);
        require(isOpen, PayingAgent_AlreadyAnnounced(actionId));
        due.status = ActionStatus.WITHDRAWN;
        emit ActionWithdrawn(actionId);
    }

    function _announce(uint256 actionId, address bond, uint16 periodIndex, ActionKind kind, Due memory terms) private {
        Announcement memory announcement = _announcement(bond, periodIndex, kind, terms);
        _store(actionId, announcement, terms);
        _actions[actionId].version = IBondToken(bond).bondTerms().versionOf(periodIndex);
        emit ActionAnnounced(actionId, announcement);
    }

    function _announcement(address bond, uint16 periodIndex, ActionKind kind, Due memory terms)
        private
        pure
        returns (Announcement memory told)
    {
        told.bond = bond;
        told.cash = terms.cash;
        told.kind = kind;
        told.roundingBasis = terms.roundingBasis;
        told.periodIndex = periodIndex;
        told.recordAt = terms.recordAt;
        told.recordDate = terms.recordDate;
        told.exDate = terms.exDate;
        told.dueDate = terms.dueDate;
        told.paymentDate = terms.paymentDate;
        told.periodStart = terms.periodStart;
        told.periodEnd = terms.periodEnd;
        told.accrualNum = terms.accrualNum;
        told.accrualDen = terms.accrualDen;
        told.rate = terms.rate;
        told.amountNum = terms.amountNum;
        told.amountDen = terms.amountDen;
        if (terms.roundingBasis == RoundingBasis.CALCULATION_AMOUNT) {
            told.amountPerUnit = Money.halfUp(terms.amountNum, terms.amountDen).toUint128();
        }
    }

    function _store(uint256 actionId, Announcement memory told, Due memory terms) private {
        Action storage due = _actions[actionId];
        due.bond = told.bond;
        due.cash = told.cash;
        due.kind = told.kind;
        due.status = ActionStatus.ANNOUNCED;
        due.roundingBasis = told.roundingBasis;
        due.isTaxed = terms.taxAccount != address(0);
        due.periodIndex = told.periodIndex;
        // The second bit says whether a holder was counted.
        due.bit = _bits[told.bond];
        _bits[told.bond] += told.roundingBasis == RoundingBasis.HOLDING ? 2 : 1;
        due.recordAt = terms.recordAt;
        due.fundingCutoff = terms.fundingCutoff;
        due.payableFrom = terms.payableFrom;
        due.amountPerUnit = told.amountPerUnit;
        due.amountNum = told.amountNum;
        due.amountDen = told.amountDen;
    }
}
