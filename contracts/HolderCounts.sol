// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {Announcing} from "./Announcing.sol";
import {RoundingBasis} from "./interfaces/IBondTerms.sol";
import {IBondToken} from "./interfaces/IBondToken.sol";
import {Action, ActionKind, ActionStatus, Count, IPayingAgent} from "./interfaces/IPayingAgent.sol";

/// @title What all holders of a record date are due together
abstract contract HolderCounts is Announcing {
    using SafeCast for uint256;

    /// @dev Bits of a bond's actions by holder, 256 a word: handled, and where holders are counted, counted.
    mapping(address bond => mapping(uint256 word => mapping(address holder => uint256 bits))) private _marks;
    mapping(uint256 actionId => Count counted) private _counts;

    /// @inheritdoc IPayingAgent
    function count(uint256 actionId, address[] calldata holders) external {
        Action memory due = _known(actionId);
        bool open = due.status == ActionStatus.ANNOUNCED || due.status == ActionStatus.MISSED;
        bool counts = open && due.roundingBasis == RoundingBasis.HOLDING;
        require(counts, PayingAgent_NothingToCount(actionId));
        IBondToken bond = IBondToken(due.bond);
        uint256 recordId = bond.recordIdAt(due.recordAt);
        // Before it closed, what is elected may change, and nobody is counted twice.
        bond.supplyAt(recordId);
        bool isPut = due.kind == ActionKind.BPUT;
        Count memory counted = _counts[actionId];
        for (uint256 i = 0; i < holders.length; ++i) {
            uint256 units = isPut ? _electedOf(due, holders[i]) : bond.holdingAt(holders[i], recordId);
            if (units == 0 || !_mark(due.bond, due.bit + 1, holders[i])) continue;
            counted.units += uint64(units);
            counted.amount += _amountOn(due, units).toUint128();
        }
        _counts[actionId] = counted;
        emit HoldersCounted(actionId, counted.units, counted.amount);
    }

    /// @inheritdoc IPayingAgent
    function amountDue(uint256 actionId) external view returns (uint256) {
        Action memory due = _known(actionId);
        if (due.status == ActionStatus.FUNDED || due.status == ActionStatus.PAID) return due.total;
        uint256 recordId = IBondToken(due.bond).recordIdAt(due.recordAt);
        return _totalOf(actionId, due, _unitsOf(due, recordId), false);
    }

    /// @dev Sets a holder's bit; false when it was set before.
    function _mark(address bond, uint256 bit, address holder) internal returns (bool) {
        mapping(address holder => uint256 bits) storage word = _marks[bond][bit >> 8];
        uint256 mask = 1 << (bit & 0xff);
        uint256 bits = word[holder];
        if (bits & mask != 0) return false;
        word[holder] = bits | mask;
        return true;
    }

    function _isMarked(address bond, uint256 bit, address holder) internal view returns (bool) {
        return _marks[bond][bit >> 8][holder] & (1 << (bit & 0xff)) != 0;
    }

    /// @dev Units at the record date never change once it closed; reverts before.
    function _fixUnits(uint256 actionId, Action storage due, bool exactly) internal returns (uint256 amount) {
        require(!_isSuperseded(due), PayingAgent_Superseded(actionId));
        uint256 recordId = IBondToken(due.bond).recordIdAt(due.recordAt);
        (due.recordId, due.units) = (uint16(recordId), uint64(_unitsOf(due, recordId)));
        amount = _totalOf(actionId, due, due.units, exactly);
        due.total = amount.toUint128();
    }

    /// @dev Rounded a holding, the whole is known once every holder was counted; `exactly` insists on it.
    function _totalOf(uint256 actionId, Action memory due, uint256 units, bool exactly)
        private
        view
        returns (uint256)
    {
        if (due.roundingBasis == RoundingBasis.CALCULATION_AMOUNT) return units * due.amountPerUnit;
        Count memory counted = _counts[actionId];
        if (counted.units == units) return counted.amount;
        require(!exactly, PayingAgent_NotCounted(actionId, counted.units, units));
        return _amountOn(due, units);
    }
}
