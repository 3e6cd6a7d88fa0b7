// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CashAccount} from "../interfaces/ICashToken.sol";

/// @notice One holder of money in one storage word. Bits, from the lowest: amount 128, isFrozen 1, isParticipant 1,
/// isUsed 1.
/// @dev Packed by hand for the reason given at `AccountWord`.
type CashWord is uint256;

using CashWords for CashWord global;

/// @title Reading and changing a `CashWord`
library CashWords {
    uint256 private constant AMOUNT = type(uint128).max;
    uint256 private constant IS_FROZEN = 1 << 128;
    uint256 private constant IS_PARTICIPANT = 1 << 129;

    /// @dev Set with the first amount and never cleared, so that an account paid empty is not a new slot when it is paid
    /// again: the coupon of a holder who bought with all its money.
    uint256 private constant IS_USED = 1 << 130;

    /// @notice Money held, in the currency's smallest unit.
    function amount(CashWord word) internal pure returns (uint256) {
        return CashWord.unwrap(word) & AMOUNT;
    }

    /// @notice Whether the account can neither pay nor be paid.
    function isFrozen(CashWord word) internal pure returns (bool) {
        return CashWord.unwrap(word) & IS_FROZEN != 0;
    }

    /// @notice Whether the account may hold central bank money.
    function isParticipant(CashWord word) internal pure returns (bool) {
        return CashWord.unwrap(word) & IS_PARTICIPANT != 0;
    }

    /// @notice The word with another amount. The caller keeps it within 128 bits.
    function withAmount(CashWord word, uint256 value) internal pure returns (CashWord) {
        return CashWord.wrap(CashWord.unwrap(word) & ~AMOUNT | value | IS_USED);
    }

    /// @notice The word of a frozen account.
    function freeze(CashWord word) internal pure returns (CashWord) {
        return CashWord.wrap(CashWord.unwrap(word) | IS_FROZEN);
    }

    /// @notice The word of an account that is not frozen.
    function unfreeze(CashWord word) internal pure returns (CashWord) {
        return CashWord.wrap(CashWord.unwrap(word) & ~IS_FROZEN);
    }

    /// @notice The word of a participant.
    function join(CashWord word) internal pure returns (CashWord) {
        return CashWord.wrap(CashWord.unwrap(word) | IS_PARTICIPANT);
    }

    /// @notice The word of an account that is no participant.
    function leave(CashWord word) internal pure returns (CashWord) {
        return CashWord.wrap(CashWord.unwrap(word) & ~IS_PARTICIPANT);
    }

    /// @notice The word for those who read from outside.
    function toCashAccount(CashWord word) internal pure returns (CashAccount memory account) {
        account.amount = uint128(amount(word));
        account.isFrozen = isFrozen(word);
        account.isParticipant = isParticipant(word);
    }
}
