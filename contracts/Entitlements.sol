// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {MarketClaims} from "./MarketClaims.sol";
import {Due, Flow} from "./interfaces/IBondTerms.sol";
import {IBondToken} from "./interfaces/IBondToken.sol";
import {IOptions} from "./interfaces/IOptions.sol";
import {Action, ActionKind} from "./interfaces/IPayingAgent.sol";

/// @title Which units a payment is for, and what one of them is due
/// @dev A put is for the units elected, everything else for the units held at the record date.
abstract contract Entitlements is MarketClaims {
    /// @notice Where calls and elections are read.
    IOptions public immutable options;

    constructor(IOptions options_) {
        options = options_;
    }

    /// @dev All principal left is repaid once: as a call where the bond was called, else as redemption.
    function _dueOf(address bond, uint16 periodIndex, ActionKind kind) internal view returns (Due memory) {
        require(kind <= ActionKind.BPUT, PayingAgent_NotScheduled(kind));
        if (kind == ActionKind.BPUT) return options.putDue(bond, periodIndex);
        if (_repaysAll(kind)) {
            bool isCalled = options.isCalled(bond, periodIndex);
            require((kind == ActionKind.MCAL) == isCalled, PayingAgent_KindDiffers(bond, periodIndex, kind));
        }
        Flow flow = Flow.REDEMPTION;
        if (kind == ActionKind.INTR) flow = Flow.INTEREST;
        if (kind == ActionKind.PRED) flow = Flow.INSTALMENT;
        return IBondToken(bond).bondTerms().due(periodIndex, flow);
    }

    function _electedOf(Action memory due, address holder) internal view returns (uint256) {
        return options.electedOf(due.bond, due.periodIndex, holder);
    }

    /// @dev Units of all holders; reverts before the record date closed, and elections with it.
    function _unitsOf(Action memory due, uint256 recordId) internal view returns (uint256 units) {
        units = IBondToken(due.bond).supplyAt(recordId);
        if (due.kind == ActionKind.BPUT) units = options.electedUnits(due.bond, due.periodIndex);
    }

    function _repaysAll(ActionKind kind) internal pure returns (bool) {
        return kind == ActionKind.REDM || kind == ActionKind.MCAL;
    }
}
