// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {Freezes} from "./Freezes.sol";
import {Refusal} from "./interfaces/IInvestorRegister.sol";
import {IERC3643Token} from "./interfaces/standards/IERC3643.sol";
import {IERC7943Fungible} from "./interfaces/standards/IERC7943.sol";
import {AccountWord} from "./libraries/AccountWord.sol";

/// @title Movements nobody's consent is asked for: forced transfers, and the recovery of lost accounts
/// @dev They pass freezes, pauses, locks and the minimum denomination.
abstract contract Enforcement is Freezes, IERC20Errors {
    /* FORCED TRANSFER */

    /// @inheritdoc IERC7943Fungible
    function forcedTransfer(address from, address to, uint256 units) external returns (bool) {
        _requireRegistrarOrRegulator();
        _forceTransfer(from, to, units);
        return true;
    }

    /// @inheritdoc IERC3643Token
    function batchForcedTransfer(address[] calldata from, address[] calldata to, uint256[] calldata units) external {
        _requireRegistrarOrRegulator();
        _requireSameLength(from.length, to.length);
        _requireSameLength(from.length, units.length);
        for (uint256 i = 0; i < from.length; ++i) {
            _forceTransfer(from[i], to[i], units[i]);
        }
    }

    /* RECOVERY */

    /// @inheritdoc IERC3643Token
    function recoveryAddress(address lost, address replacement, address identity) external returns (bool) {
        bool replaced = lost != replacement && register.accountInForce(lost) == replacement;
        require(replaced, BondToken_NotReplaced(lost, replacement));
        _strike();
        // An account on the way may have taken over from the one before it.
        for (address each = lost; each != replacement; each = register.replacementOf(each)) {
            _recover(each, replacement, identity);
        }
        return true;
    }

    /* INTERNAL */

    /// @dev Units leave whatever holds them back: frozen ones are freed first, then locked ones.
    function _taken(address holder, AccountWord word, uint256 units) internal returns (AccountWord) {
        uint256 owned = word.units();
        require(units <= owned, BondToken_InsufficientUnits(holder, units, owned));
        uint256 available = word.available();
        if (units > available) word = _released(holder, word, units - available);
        return word.withUnits(owned - units);
    }

    /* PRIVATE */

    function _recover(address lost, address replacement, address identity) private {
        AccountWord former = _words[lost];
        if (former.isEmpty()) return;
        uint256 struck = _config.recordId;
        (uint256 units, uint256 locked) = (former.units(), former.locked());
        _words[lost] = _vacated(lost, _snapshot(lost, former, struck));
        AccountWord next = _taking(replacement, _snapshot(replacement, _words[replacement], struck), former);
        _words[replacement] = next.withUnits(next.units() + units).withLocked(next.locked() + locked);
        if (locked != 0) emit Locked(replacement, locked);
        if (units != 0) emit Transfer(lost, replacement, units);
        emit RecoverySuccess(lost, replacement, identity);
    }

    function _forceTransfer(address from, address to, uint256 units) private {
        _strike();
        require(from != address(0), ERC20InvalidSender(from));
        // Past the final record date units are redeemed from whoever held them then.
        uint256 struck = _config.recordId;
        require(struck < _config.finalRecordId, BondToken_Closed(_config.finalRecordDate));
        Refusal refusal = _receiverRefusal(to);
        require(refusal == Refusal.NONE, BondToken_Refused(from, to, refusal));
        AccountWord sender = _words[from];
        AccountWord receiver = _words[to];
        require(!receiver.isFrozen(), BondToken_AccountFrozen(to));
        if (from == to) {
            // Nothing changes, what is frozen least of all.
            require(units <= sender.units(), BondToken_InsufficientUnits(from, units, sender.units()));
        } else {
            _words[from] = _taken(from, _snapshot(from, sender, struck), units);
            _words[to] = _snapshot(to, receiver, struck).withUnits(receiver.units() + units);
        }
        emit Transfer(from, to, units);
        emit ForcedTransfer(from, to, units);
    }

    function _released(address holder, AccountWord word, uint256 units) private returns (AccountWord) {
        uint256 unlocked = word.units() - word.locked();
        uint256 fromFrozen = word.frozen() < unlocked ? word.frozen() : unlocked;
        if (fromFrozen > units) fromFrozen = units;
        if (fromFrozen != 0) word = _withFrozen(holder, word, word.frozen() - fromFrozen);
        uint256 fromLocked = units - fromFrozen;
        if (fromLocked == 0) return word;
        emit Unlocked(holder, fromLocked);
        return word.withLocked(word.locked() - fromLocked);
    }

    /// @dev What a lost account leaves: nothing, at the record dates struck so far.
    function _vacated(address lost, AccountWord word) private returns (AccountWord) {
        if (word.locked() != 0) emit Unlocked(lost, word.locked());
        if (word.frozen() != 0) word = _withFrozen(lost, word, 0);
        if (word.isFrozen()) emit AddressFrozen(lost, false, msg.sender);
        return word.withUnits(0).withLocked(0).unfreeze();
    }

    /// @dev What held units of the lost account back holds them back at the one that replaces it.
    function _taking(address replacement, AccountWord word, AccountWord former) private returns (AccountWord) {
        if (former.frozen() != 0) {
            uint256 frozen = word.frozen() + former.frozen();
            word = _withFrozen(replacement, word, frozen > type(uint64).max ? type(uint64).max : frozen);
        }
        if (!former.isFrozen() || word.isFrozen()) return word;
        emit AddressFrozen(replacement, true, msg.sender);
        return word.freeze();
    }
}
