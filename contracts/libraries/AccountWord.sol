// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Account} from "../interfaces/IBondToken.sol";

/// @notice One holder of a bond in one storage word. Bits, from the lowest: units 64, locked 64, frozen 64, recordId 16,
/// isFrozen 1.
/// @dev Packed by hand and kept on the stack: Solidity would read and write a packed struct field by field, which is
/// most of what a transfer's bookkeeping would cost.
type AccountWord is uint256;

using AccountWords for AccountWord global;

/// @title Reading and changing an `AccountWord`
library AccountWords {
    uint256 private constant LOW_64 = type(uint64).max;
    uint256 private constant IS_FROZEN = 1 << 208;

    /// @notice Units owned, locked and frozen ones included.
    function units(AccountWord word) internal pure returns (uint256) {
        return AccountWord.unwrap(word) & LOW_64;
    }

    /// @notice Units set aside for a settlement.
    function locked(AccountWord word) internal pure returns (uint256) {
        return AccountWord.unwrap(word) >> 64 & LOW_64;
    }

    /// @notice Units that may not move; may exceed what is owned.
    function frozen(AccountWord word) internal pure returns (uint256) {
        return AccountWord.unwrap(word) >> 128 & LOW_64;
    }

    /// @notice Record dates struck for the account.
    function recordId(AccountWord word) internal pure returns (uint256) {
        return AccountWord.unwrap(word) >> 192 & 0xffff;
    }

    /// @notice Whether the whole account is frozen.
    function isFrozen(AccountWord word) internal pure returns (bool) {
        return AccountWord.unwrap(word) & IS_FROZEN != 0;
    }

    /// @notice Whether there is nothing to move: no units, none frozen, no freeze.
    function isEmpty(AccountWord word) internal pure returns (bool) {
        return units(word) == 0 && frozen(word) == 0 && !isFrozen(word);
    }

    /// @notice Units neither locked nor frozen.
    function available(AccountWord word) internal pure returns (uint256) {
        uint256 owned = units(word);
        uint256 kept = locked(word) + frozen(word);
        return kept < owned ? owned - kept : 0;
    }

    /// @notice The word with other units. The caller keeps them within 64 bits.
    function withUnits(AccountWord word, uint256 value) internal pure returns (AccountWord) {
        return AccountWord.wrap(AccountWord.unwrap(word) & ~LOW_64 | value);
    }

    /// @notice The word with other locked units. The caller keeps them within 64 bits.
    function withLocked(AccountWord word, uint256 value) internal pure returns (AccountWord) {
        return AccountWord.wrap(AccountWord.unwrap(word) & ~(LOW_64 << 64) | value << 64);
    }

    /// @notice The word with other frozen units. The caller keeps them within 64 bits.
    function withFrozen(AccountWord word, uint256 value) internal pure returns (AccountWord) {
        return AccountWord.wrap(AccountWord.unwrap(word) & ~(LOW_64 << 128) | value << 128);
    }

    /// @notice The word at another record date. The caller keeps the number within 16 bits.
    function withRecordId(AccountWord word, uint256 value) internal pure returns (AccountWord) {
        return AccountWord.wrap(AccountWord.unwrap(word) & ~(uint256(0xffff) << 192) | value << 192);
    }

    /// @notice The word of a frozen account.
    function freeze(AccountWord word) internal pure returns (AccountWord) {
        return AccountWord.wrap(AccountWord.unwrap(word) | IS_FROZEN);
    }

    /// @notice The word of an account that is not frozen.
    function unfreeze(AccountWord word) internal pure returns (AccountWord) {
        return AccountWord.wrap(AccountWord.unwrap(word) & ~IS_FROZEN);
    }

    /// @notice The word for those who read from outside.
    function toAccount(AccountWord word) internal pure returns (Account memory account) {
        account.units = uint64(units(word));
        account.locked = uint64(locked(word));
        account.frozen = uint64(frozen(word));
        account.recordId = uint16(recordId(word));
        account.isFrozen = isFrozen(word);
    }
}
