// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Admission, Investor, InvestorClass} from "../interfaces/IInvestorRegister.sol";

/// @notice One register entry in one storage word. Bits, from the lowest: class 8, jurisdiction 16, kycExpiry 40,
/// nominee 1, sanctioned 1, riskAcknowledged 1, replaced 1.
/// @dev Packed by hand for the reason given at `AccountWord`.
type InvestorWord is uint256;

using InvestorWords for InvestorWord global;

/// @title Reading and changing an `InvestorWord`
library InvestorWords {
    uint256 private constant NOMINEE = 1 << 64;
    uint256 private constant SANCTIONED = 1 << 65;
    uint256 private constant RISK_ACKNOWLEDGED = 1 << 66;
    uint256 private constant REPLACED = 1 << 67;

    /// @notice Number of the class, see `InvestorClass`.
    function investorClass(InvestorWord word) internal pure returns (uint256) {
        return InvestorWord.unwrap(word) & 0xff;
    }

    /// @notice Whether the account has a class.
    function admitted(InvestorWord word) internal pure returns (bool) {
        return investorClass(word) != uint256(InvestorClass.NONE);
    }

    /// @notice ISO 3166-1 numeric code.
    function jurisdiction(InvestorWord word) internal pure returns (uint256) {
        return InvestorWord.unwrap(word) >> 8 & 0xffff;
    }

    /// @notice Instant from which the account may no longer receive.
    function kycExpiry(InvestorWord word) internal pure returns (uint256) {
        return InvestorWord.unwrap(word) >> 24 & type(uint40).max;
    }

    /// @notice Whether the account is under sanctions.
    function sanctioned(InvestorWord word) internal pure returns (bool) {
        return InvestorWord.unwrap(word) & SANCTIONED != 0;
    }

    /// @notice Whether another account took its place.
    function replaced(InvestorWord word) internal pure returns (bool) {
        return InvestorWord.unwrap(word) & REPLACED != 0;
    }

    /// @notice Whether the account may neither send nor receive, whatever the token: sanctioned or replaced.
    function barred(InvestorWord word) internal pure returns (bool) {
        return InvestorWord.unwrap(word) & (SANCTIONED | REPLACED) != 0;
    }

    /// @notice Whether the risk disclosure was acknowledged.
    function riskAcknowledged(InvestorWord word) internal pure returns (bool) {
        return InvestorWord.unwrap(word) & RISK_ACKNOWLEDGED != 0;
    }

    /// @notice Whether the account holds for others.
    function nominee(InvestorWord word) internal pure returns (bool) {
        return InvestorWord.unwrap(word) & NOMINEE != 0;
    }

    /// @notice The word with what the registrar records; sanctions, acknowledgement and replacement stay.
    function withAdmission(InvestorWord word, Admission calldata admission) internal pure returns (InvestorWord) {
        uint256 kept = InvestorWord.unwrap(word) & (SANCTIONED | RISK_ACKNOWLEDGED | REPLACED);
        uint256 recorded = uint256(admission.investorClass) | uint256(admission.jurisdiction) << 8
            | uint256(admission.kycExpiry) << 24;
        return InvestorWord.wrap(kept | recorded | (admission.nominee ? NOMINEE : 0));
    }

    /// @notice The word of an account that is no longer admitted.
    function withoutClass(InvestorWord word) internal pure returns (InvestorWord) {
        return InvestorWord.wrap(InvestorWord.unwrap(word) & ~uint256(0xff));
    }

    /// @notice The word of an account under sanctions.
    function sanction(InvestorWord word) internal pure returns (InvestorWord) {
        return InvestorWord.wrap(InvestorWord.unwrap(word) | SANCTIONED);
    }

    /// @notice The word of an account under no sanctions.
    function clear(InvestorWord word) internal pure returns (InvestorWord) {
        return InvestorWord.wrap(InvestorWord.unwrap(word) & ~SANCTIONED);
    }

    /// @notice The word of an account that acknowledged the risk disclosure.
    function acknowledgeRisk(InvestorWord word) internal pure returns (InvestorWord) {
        return InvestorWord.wrap(InvestorWord.unwrap(word) | RISK_ACKNOWLEDGED);
    }

    /// @notice The word of an account that another one replaced.
    function replace(InvestorWord word) internal pure returns (InvestorWord) {
        return InvestorWord.wrap(InvestorWord.unwrap(withoutClass(word)) | REPLACED);
    }

    /// @notice The word of an account that replaces another: its own entry, else the other's; the sanctions of both.
    function succeed(InvestorWord word, InvestorWord former) internal pure returns (InvestorWord) {
        uint256 sanctions = (InvestorWord.unwrap(word) | InvestorWord.unwrap(former)) & SANCTIONED;
        return InvestorWord.wrap(InvestorWord.unwrap(admitted(word) ? word : former) | sanctions);
    }

    /// @notice The entry for those who read from outside.
    function toInvestor(InvestorWord word) internal pure returns (Investor memory entry) {
        entry.investorClass = InvestorClass(investorClass(word));
        entry.jurisdiction = uint16(jurisdiction(word));
        entry.kycExpiry = uint40(kycExpiry(word));
        entry.nominee = nominee(word);
        entry.sanctioned = sanctioned(word);
        entry.riskAcknowledged = riskAcknowledged(word);
        entry.replaced = replaced(word);
    }
}
