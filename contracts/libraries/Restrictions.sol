// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Refusal} from "../interfaces/IInvestorRegister.sol";

/// @title ERC-1404 codes of a bond, and what they say
/// @dev Codes below 100 are the register's, numbered as `Refusal`; the token's own follow.
library Restrictions {
    uint8 internal constant NONE = 0;
    uint8 internal constant PAUSED = 100;
    uint8 internal constant CLOSED = 101;
    uint8 internal constant SENDER_FROZEN = 102;
    uint8 internal constant RECEIVER_FROZEN = 103;
    uint8 internal constant UNITS_NOT_AVAILABLE = 104;
    uint8 internal constant SENDER_BELOW_MINIMUM = 105;
    uint8 internal constant RECEIVER_BELOW_MINIMUM = 106;
    uint8 internal constant INSUFFICIENT_UNITS = 107;

    /// @notice What a code means, in words.
    function message(uint8 code) internal pure returns (string memory) {
        if (code == NONE) return "No restriction";
        if (code <= uint8(type(Refusal).max)) return _refusal(Refusal(code));
        if (code == PAUSED) return "The token is paused";
        if (code == CLOSED) return "The final record date has passed";
        if (code == SENDER_FROZEN) return "The sender's account is frozen";
        if (code == RECEIVER_FROZEN) return "The receiver's account is frozen";
        if (code == UNITS_NOT_AVAILABLE) return "Some of the sender's units are locked or frozen";
        if (code == SENDER_BELOW_MINIMUM) return "The sender would keep less than the minimum denomination";
        if (code == RECEIVER_BELOW_MINIMUM) return "The receiver would hold less than the minimum denomination";
        if (code == INSUFFICIENT_UNITS) return "The sender holds fewer units";
        return "Unknown code";
    }

    function _refusal(Refusal refusal) private pure returns (string memory) {
        if (refusal == Refusal.SENDER_SANCTIONED) return "The sender is under sanctions";
        if (refusal == Refusal.RECEIVER_SANCTIONED) return "The receiver is under sanctions";
        if (refusal == Refusal.RECEIVER_NOT_ADMITTED) return "The receiver is not admitted";
        if (refusal == Refusal.RECEIVER_KYC_EXPIRED) return "The receiver's KYC has expired";
        if (refusal == Refusal.RECEIVER_CLASS_NOT_OFFERED) return "The token is not offered to the receiver's class";
        if (refusal == Refusal.RECEIVER_JURISDICTION_NOT_OFFERED) {
            return "The token is not offered in the receiver's jurisdiction";
        }
        if (refusal == Refusal.RECEIVER_RISK_NOT_ACKNOWLEDGED) return "The receiver has not acknowledged the risk";
        if (refusal == Refusal.RECEIVER_ABOVE_CAP) return "The receiver would hold more than the offer's cap";
        if (refusal == Refusal.SENDER_REPLACED) return "The sender's account was replaced by another";
        return "The receiver's account was replaced by another";
    }
}
