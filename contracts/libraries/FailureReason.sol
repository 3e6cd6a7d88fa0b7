// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {IBondToken} from "../interfaces/IBondToken.sol";
import {ICashToken, ICentralBankMoney} from "../interfaces/ICashToken.sol";
import {IRtgsRail} from "../interfaces/IRtgsRail.sol";
import {Reason} from "../interfaces/ISettlement.sol";
import {IERC7943Fungible} from "../interfaces/standards/IERC7943.sol";

/// @title Why a settlement attempt reverted, as a reason code
library FailureReason {
    /// @notice Reads the reason from the revert data of either leg; OTHR for what no code names.
    function from(bytes memory revertData) internal pure returns (Reason) {
        bytes4 selector = bytes4(revertData);
        if (selector == IERC20Errors.ERC20InsufficientBalance.selector) return Reason.MONY;
        if (selector == IERC20Errors.ERC20InsufficientAllowance.selector) return Reason.MONY;
        // Units have errors of their own, so that a lack of them is told from a lack of money.
        if (selector == IBondToken.BondToken_InsufficientUnits.selector) return Reason.LACK;
        if (selector == IERC7943Fungible.ERC7943InsufficientUnfrozenBalance.selector) return Reason.SBLO;
        if (selector == IBondToken.BondToken_Paused.selector) return Reason.SBLO;
        if (selector == IBondToken.BondToken_Refused.selector) return Reason.BLOC;
        if (selector == IBondToken.BondToken_AccountFrozen.selector) return Reason.FROZ;
        if (selector == ICashToken.CashToken_AccountFrozen.selector) return Reason.FROZ;
        if (selector == ICentralBankMoney.CentralBankMoney_NotParticipant.selector) return Reason.BLOC;
        return Reason.OTHR;
    }

    /// @notice Whether nothing is wrong but that money outside the chain was not confirmed: units can be delivered.
    function isUnconfirmed(bytes memory revertData) internal pure returns (bool) {
        return bytes4(revertData) == IRtgsRail.RtgsRail_NotConfirmed.selector;
    }
}
