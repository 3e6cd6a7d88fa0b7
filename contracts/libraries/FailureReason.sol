// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {IBondToken} from "../interfaces/IBondToken.sol";
import {ICashToken, ICentralBankMoney} from "../interfaces/ICashToken.sol";
import {Reason} from "../interfaces/ISettlement.sol";

/// @title Why a settlement attempt reverted, as a reason code
library FailureReason {
    /// @notice Reads the reason from the revert data of either leg; OTHR for what no code names.
    function from(bytes memory revertData) internal pure returns (Reason) {
        bytes4 selector = bytes4(revertData);
        if (selector == IERC20Errors.ERC20InsufficientBalance.selector) return Reason.MONY;
        if (selector == IERC20Errors.ERC20InsufficientAllowance.selector) return Reason.MONY;
        if (selector == IBondToken.BondToken_InsufficientAvailable.selector) return _shortOfUnits(revertData);
        if (selector == IBondToken.BondToken_Refused.selector) return Reason.BLOC;
        if (selector == IBondToken.BondToken_AccountFrozen.selector) return Reason.FROZ;
        if (selector == ICashToken.CashToken_AccountFrozen.selector) return Reason.FROZ;
        if (selector == ICentralBankMoney.CentralBankMoney_NotParticipant.selector) return Reason.BLOC;
        return Reason.OTHR;
    }

    /// @dev Enough units, some locked or frozen, is blocked securities; too few is a lack of them.
    function _shortOfUnits(bytes memory revertData) private pure returns (Reason) {
        uint256 wanted;
        uint256 units;
        // Words of the error after its selector: account, wanted, units, locked, frozen.
        assembly ("memory-safe") {
            wanted := mload(add(revertData, 0x44))
            units := mload(add(revertData, 0x64))
        }
        return wanted <= units ? Reason.SBLO : Reason.LACK;
    }
}
