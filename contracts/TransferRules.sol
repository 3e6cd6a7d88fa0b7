// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC3643Reader} from "./ERC3643Reader.sol";
import {RecordDates} from "./RecordDates.sol";
import {IBondToken} from "./interfaces/IBondToken.sol";
import {IInvestorRegister, Refusal} from "./interfaces/IInvestorRegister.sol";
import {IERC1404} from "./interfaces/standards/IERC1404.sol";
import {IERC3643Token} from "./interfaces/standards/IERC3643.sol";
import {IERC7943Fungible} from "./interfaces/standards/IERC7943.sol";
import {AccountWord} from "./libraries/AccountWord.sol";
import {Restrictions} from "./libraries/Restrictions.sol";

/// @title The rules of a transfer, written once: what movements obey is what ERC-1404 and ERC-7943 tell
abstract contract TransferRules is RecordDates {
    /// @inheritdoc IBondToken
    IInvestorRegister public immutable register;

    /// @inheritdoc IERC3643Token
    address public immutable compliance;

    constructor(IInvestorRegister register_) {
        register = register_;
        compliance = register_.deployReader();
    }

    /* VIEW */

    /// @inheritdoc IERC3643Token
    function identityRegistry() external view returns (address) {
        return compliance;
    }

    /// @inheritdoc IERC3643Token
    function onchainID() external pure returns (address) {
        return address(0);
    }

    /// @inheritdoc IERC1404
    function detectTransferRestriction(address from, address to, uint256 units) public view returns (uint8) {
        return _restriction(from, to, units, _words[from], _words[to], recordId());
    }

    /// @inheritdoc IERC1404
    function messageForTransferRestriction(uint8 code) external view returns (string memory) {
        return ERC3643Reader(compliance).messageOf(code);
    }

    /// @inheritdoc IERC7943Fungible
    function canSend(address holder) external view returns (bool) {
        return register.senderRefusal(holder) == Refusal.NONE && !_words[holder].isFrozen();
    }

    /// @inheritdoc IERC7943Fungible
    function canReceive(address holder) external view returns (bool) {
        return _receiverRefusal(holder) == Refusal.NONE && !_words[holder].isFrozen();
    }

    /// @inheritdoc IERC7943Fungible
    function canTransfer(address from, address to, uint256 units) external view returns (bool) {
        uint8 code = detectTransferRestriction(from, to, units);
        return code == Restrictions.NONE || code == Restrictions.INSUFFICIENT_UNITS;
    }

    /* INTERNAL */

    /// @dev Holding too few units comes last: it says nothing of the rules, which the codes before it do.
    function _restriction(
        address from,
        address to,
        uint256 units,
        AccountWord sender,
        AccountWord receiver,
        uint256 struck
    ) internal view returns (uint8) {
        if (_config.isPaused) return Restrictions.PAUSED;
        if (struck >= _config.finalRecordId) return Restrictions.CLOSED;
        Refusal refusal = register.refusal(address(this), from, to, _unitsAfter(from, to, receiver, units));
        if (refusal != Refusal.NONE) return uint8(refusal);
        if (sender.isFrozen()) return Restrictions.SENDER_FROZEN;
        if (receiver.isFrozen()) return Restrictions.RECEIVER_FROZEN;
        uint256 owned = sender.units();
        if (units > sender.available() && units <= owned) return Restrictions.UNITS_NOT_AVAILABLE;
        if (from != to) {
            uint256 minimumUnits = _config.minimumUnits;
            if (_isBelow(_unitsAfter(from, to, receiver, units), minimumUnits)) {
                return Restrictions.RECEIVER_BELOW_MINIMUM;
            }
            if (units <= owned && _isBelow(owned - units, minimumUnits)) return Restrictions.SENDER_BELOW_MINIMUM;
        }
        return units > owned ? Restrictions.INSUFFICIENT_UNITS : Restrictions.NONE;
    }

    /// @dev Reverts with the facts behind a code.
    function _revertRestricted(
        uint8 code,
        address from,
        address to,
        uint256 units,
        AccountWord sender,
        AccountWord receiver
    ) internal view {
        if (code == Restrictions.PAUSED) revert BondToken_Paused();
        if (code == Restrictions.CLOSED) revert BondToken_Closed(_config.finalRecordDate);
        if (code == Restrictions.SENDER_FROZEN) revert BondToken_AccountFrozen(from);
        if (code == Restrictions.RECEIVER_FROZEN) revert BondToken_AccountFrozen(to);
        if (code == Restrictions.UNITS_NOT_AVAILABLE) _requireAvailable(from, sender, units);
        if (code == Restrictions.INSUFFICIENT_UNITS) _requireAvailable(from, sender, units);
        uint256 minimumUnits = _config.minimumUnits;
        if (code == Restrictions.RECEIVER_BELOW_MINIMUM) {
            revert BondToken_BelowMinimum(to, receiver.units() + units, minimumUnits);
        }
        if (code == Restrictions.SENDER_BELOW_MINIMUM) {
            revert BondToken_BelowMinimum(from, sender.units() - units, minimumUnits);
        }
        revert BondToken_Refused(from, to, Refusal(code));
    }

    function _requireAvailable(address holder, AccountWord word, uint256 units) internal pure {
        uint256 owned = word.units();
        require(units <= owned, BondToken_InsufficientUnits(holder, units, owned));
        uint256 available = word.available();
        require(units <= available, ERC7943InsufficientUnfrozenBalance(holder, units, available));
    }

    /// @dev Of the account alone: a cap on holdings is no matter of the account.
    function _receiverRefusal(address holder) internal view returns (Refusal) {
        return register.receiverRefusal(address(this), holder, 0);
    }

    function _isBelow(uint256 units, uint256 minimumUnits) internal pure returns (bool) {
        return units != 0 && units < minimumUnits;
    }

    /* PRIVATE */

    /// @dev Never reverts: whoever asks for more than there can be gets an answer too.
    function _unitsAfter(address from, address to, AccountWord receiver, uint256 units) private pure returns (uint256) {
        if (from == to) return receiver.units();
        return receiver.units() + (units < type(uint64).max ? units : type(uint64).max);
    }
}
