// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IBondToken} from "./interfaces/IBondToken.sol";
import {IInvestorRegister, Investor, InvestorClass, Refusal} from "./interfaces/IInvestorRegister.sol";
import {IERC3643Compliance, IERC3643IdentityRegistry} from "./interfaces/standards/IERC3643.sol";
import {Restrictions} from "./libraries/Restrictions.sol";

/// @title The register and the rules of one bond, as tools made for ERC-3643 ask for them
/// @dev ERC-3643 asks for the rules without naming the token, so each token has its own of these. It answers for the
/// rules alone, where the token's own `canTransfer` (ERC-7943) also looks at freezes, locks and pauses.
contract ERC3643Reader is IERC3643IdentityRegistry, IERC3643Compliance {
    IBondToken private immutable _bond;
    IInvestorRegister private immutable _register;

    constructor(IBondToken bond_, IInvestorRegister register_) {
        _bond = bond_;
        _register = register_;
    }

    /* REGISTER */

    /// @inheritdoc IERC3643IdentityRegistry
    function isVerified(address account) external view returns (bool) {
        Investor memory entry = _register.investor(account);
        bool admitted = entry.investorClass != InvestorClass.NONE;
        return admitted && entry.kycExpiry > block.timestamp && _register.senderRefusal(account) == Refusal.NONE;
    }

    /// @inheritdoc IERC3643IdentityRegistry
    function contains(address account) external view returns (bool) {
        return _register.investor(account).investorClass != InvestorClass.NONE;
    }

    /// @inheritdoc IERC3643IdentityRegistry
    function investorCountry(address account) external view returns (uint16) {
        return _register.investor(account).jurisdiction;
    }

    /// @inheritdoc IERC3643IdentityRegistry
    function identity(address) external pure returns (address) {
        return address(0);
    }

    /* RULES */

    /// @inheritdoc IERC3643Compliance
    function canTransfer(address from, address to, uint256 amount) external view returns (bool) {
        if (_bond.recordId() >= _bond.records()) return false;
        uint256 held = _bond.balanceOf(to);
        uint256 added = amount < type(uint64).max ? amount : type(uint64).max;
        uint256 heldAfter = from == to ? held : held + added;
        if (_register.refusal(address(_bond), from, to, heldAfter) != Refusal.NONE) return false;
        if (from == to) return true;
        (uint256 minimumUnits,) = _bond.bondTerms().sizes();
        if (heldAfter != 0 && heldAfter < minimumUnits) return false;
        uint256 owned = _bond.balanceOf(from);
        return amount >= owned || owned - amount >= minimumUnits;
    }

    /// @notice What a restriction code of the token (ERC-1404) means; here for want of room there.
    function messageOf(uint8 code) external pure returns (string memory) {
        return Restrictions.message(code);
    }

    /// @inheritdoc IERC3643Compliance
    function getTokenBound() external view returns (address) {
        return address(_bond);
    }

    /// @inheritdoc IERC3643Compliance
    function isTokenBound(address token) external view returns (bool) {
        return token == address(_bond);
    }
}
