// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Account} from "../interfaces/IBondToken.sol";
import {CashAccount} from "../interfaces/ICashToken.sol";
import {Investor, InvestorClass} from "../interfaces/IInvestorRegister.sol";

/// @title One word an account, packed by hand
/// @notice Solidity writes a packed struct field by field, a read and a write each, which is most of what a transfer's
/// bookkeeping would cost. Words are read once, changed in memory and written once.
library Words {
    uint256 private constant LOW_64 = type(uint64).max;

    /// @notice Bits, from the lowest: units 64, locked 64, frozen 64, recordId 16, isFrozen 1.
    function pack(Account memory account) internal pure returns (uint256) {
        return uint256(account.units) | uint256(account.locked) << 64 | uint256(account.frozen) << 128
            | uint256(account.recordId) << 192 | _bit(account.isFrozen) << 208;
    }

    /// @notice The account a word holds.
    function toAccount(uint256 word) internal pure returns (Account memory account) {
        account.units = uint64(word & LOW_64);
        account.locked = uint64(word >> 64 & LOW_64);
        account.frozen = uint64(word >> 128 & LOW_64);
        account.recordId = uint16(word >> 192 & 0xffff);
        account.isFrozen = word >> 208 & 1 != 0;
    }

    /// @notice Bits, from the lowest: amount 128, isFrozen 1, isParticipant 1.
    function pack(CashAccount memory account) internal pure returns (uint256) {
        return uint256(account.amount) | _bit(account.isFrozen) << 128 | _bit(account.isParticipant) << 129;
    }

    /// @notice The cash account a word holds.
    function toCashAccount(uint256 word) internal pure returns (CashAccount memory account) {
        account.amount = uint128(word & type(uint128).max);
        account.isFrozen = word >> 128 & 1 != 0;
        account.isParticipant = word >> 129 & 1 != 0;
    }

    /// @notice Bits, from the lowest: class 8, jurisdiction 16, kycExpiry 40, nominee, sanctioned, riskAcknowledged 1 each.
    function pack(Investor memory investor) internal pure returns (uint256) {
        return uint256(investor.investorClass) | uint256(investor.jurisdiction) << 8 | uint256(investor.kycExpiry) << 24
            | _bit(investor.nominee) << 64 | _bit(investor.sanctioned) << 65 | _bit(investor.riskAcknowledged) << 66;
    }

    /// @notice The register entry a word holds.
    function toInvestor(uint256 word) internal pure returns (Investor memory investor) {
        investor.investorClass = InvestorClass(word & 0xff);
        investor.jurisdiction = uint16(word >> 8 & 0xffff);
        investor.kycExpiry = uint40(word >> 24 & type(uint40).max);
        investor.nominee = word >> 64 & 1 != 0;
        investor.sanctioned = word >> 65 & 1 != 0;
        investor.riskAcknowledged = word >> 66 & 1 != 0;
    }

    function _bit(bool flag) private pure returns (uint256) {
        return flag ? 1 : 0;
    }
}
