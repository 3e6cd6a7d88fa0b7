// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RoleBound} from "./RoleBound.sol";
import {
    Admission,
    IInvestorRegister,
    Investor,
    InvestorClass,
    OfferRule,
    Refusal,
    RegisterChange
} from "./interfaces/IInvestorRegister.sol";
import {IRoles, Role} from "./interfaces/IRoles.sol";
import {Words} from "./libraries/Words.sol";

/// @title InvestorRegister
contract InvestorRegister is IInvestorRegister, RoleBound {
    using Words for Investor;
    using Words for uint256;

    mapping(address account => uint256 word) private _words;

    /// @dev `OfferRule` and the generation of its jurisdictions in one word, so that a transfer reads one slot.
    struct StoredRule {
        uint8 classes; // 1
        bool riskAcknowledgement; // 1
        uint64 unitCap; // 8
        uint64 generation; // 8, of 32
    }

    mapping(address token => StoredRule rule) private _rules;

    /// @dev Bit `code % 256` of word `code / 256`. Setting a rule starts a new generation, which forgets the old list
    /// without a loop over it.
    mapping(address token => mapping(uint256 generation => mapping(uint256 word => uint256 bits))) private
        _jurisdictions;

    constructor(IRoles roles_) RoleBound(roles_) {}

    /* ENTRIES */

    /// @inheritdoc IInvestorRegister
    function admit(Admission[] calldata admissions) external {
        _requireRole(Role.REGISTRAR);
        for (uint256 i = 0; i < admissions.length; ++i) {
            _admit(admissions[i]);
        }
    }

    /// @inheritdoc IInvestorRegister
    function remove(address[] calldata accounts) external {
        _requireRole(Role.REGISTRAR);
        for (uint256 i = 0; i < accounts.length; ++i) {
            Investor memory entry = _load(accounts[i]);
            require(entry.investorClass != InvestorClass.NONE, InvestorRegister_NotAdmitted(accounts[i]));
            entry.investorClass = InvestorClass.NONE;
            _record(accounts[i], entry, RegisterChange.REMOVED);
        }
    }

    /// @inheritdoc IInvestorRegister
    function sanction(address[] calldata accounts) external {
        _setSanctioned(accounts, true, RegisterChange.SANCTIONED);
    }

    /// @inheritdoc IInvestorRegister
    function clear(address[] calldata accounts) external {
        _setSanctioned(accounts, false, RegisterChange.CLEARED);
    }

    /// @inheritdoc IInvestorRegister
    function acknowledgeRisk() external {
        Investor memory entry = _load(msg.sender);
        require(entry.investorClass != InvestorClass.NONE, InvestorRegister_NotAdmitted(msg.sender));
        entry.riskAcknowledged = true;
        _record(msg.sender, entry, RegisterChange.RISK_ACKNOWLEDGED);
    }

    /* OFFER RULES */

    /// @inheritdoc IInvestorRegister
    function setOfferRule(address token, OfferRule calldata rule, uint16[] calldata jurisdictions) external {
        _requireRole(Role.REGISTRAR);
        uint64 generation = _rules[token].generation + 1;
        _rules[token] = StoredRule(rule.classes, rule.riskAcknowledgement, rule.unitCap, generation);
        for (uint256 i = 0; i < jurisdictions.length; ++i) {
            _jurisdictions[token][generation][jurisdictions[i] >> 8] |= 1 << (jurisdictions[i] & 0xff);
        }
        emit OfferRuleSet(token, rule, jurisdictions, msg.sender);
    }

    /* VIEW */

    /// @inheritdoc IInvestorRegister
    function investor(address account) external view returns (Investor memory) {
        return _load(account);
    }

    /// @inheritdoc IInvestorRegister
    function offerRule(address token) external view returns (OfferRule memory) {
        StoredRule memory rule = _rules[token];
        return OfferRule(rule.classes, rule.riskAcknowledgement, rule.unitCap);
    }

    /// @inheritdoc IInvestorRegister
    function refusal(address token, address from, address to, uint256 unitsAfter) external view returns (Refusal) {
        if (_load(from).sanctioned) return Refusal.SENDER_SANCTIONED;
        return receiverRefusal(token, to, unitsAfter);
    }

    /// @inheritdoc IInvestorRegister
    function canSend(address account) external view returns (bool) {
        return !_load(account).sanctioned;
    }

    /// @inheritdoc IInvestorRegister
    function receiverRefusal(address token, address account, uint256 unitsAfter) public view returns (Refusal) {
        Investor memory entry = _load(account);
        if (entry.sanctioned) return Refusal.RECEIVER_SANCTIONED;
        if (entry.investorClass == InvestorClass.NONE) return Refusal.RECEIVER_NOT_ADMITTED;
        if (entry.kycExpiry <= block.timestamp) return Refusal.RECEIVER_KYC_EXPIRED;
        StoredRule memory rule = _rules[token];
        if (rule.classes & (1 << uint8(entry.investorClass)) == 0) return Refusal.RECEIVER_CLASS_NOT_OFFERED;
        if (!_isPermitted(token, rule.generation, entry.jurisdiction)) return Refusal.RECEIVER_JURISDICTION_NOT_OFFERED;
        if (rule.riskAcknowledgement && !entry.riskAcknowledged) return Refusal.RECEIVER_RISK_NOT_ACKNOWLEDGED;
        if (rule.unitCap != 0 && unitsAfter > rule.unitCap) return Refusal.RECEIVER_ABOVE_CAP;
        return Refusal.NONE;
    }

    /// @inheritdoc IInvestorRegister
    function isPermittedJurisdiction(address token, uint16 jurisdiction) external view returns (bool) {
        return _isPermitted(token, _rules[token].generation, jurisdiction);
    }

    /* PRIVATE */

    function _load(address account) private view returns (Investor memory) {
        return _words[account].toInvestor();
    }

    function _isPermitted(address token, uint256 generation, uint16 jurisdiction) private view returns (bool) {
        return _jurisdictions[token][generation][jurisdiction >> 8] & (1 << (jurisdiction & 0xff)) != 0;
    }

    function _admit(Admission calldata admission) private {
        require(admission.account != address(0), InvestorRegister_AccountIsZero());
        require(admission.investorClass != InvestorClass.NONE, InvestorRegister_ClassIsNone(admission.account));
        Investor memory entry = _load(admission.account);
        bool known = entry.investorClass != InvestorClass.NONE;
        entry.investorClass = admission.investorClass;
        entry.jurisdiction = admission.jurisdiction;
        entry.kycExpiry = admission.kycExpiry;
        entry.nominee = admission.nominee;
        _record(admission.account, entry, known ? RegisterChange.UPDATED : RegisterChange.ADMITTED);
    }

    function _setSanctioned(address[] calldata accounts, bool sanctioned, RegisterChange change) private {
        bool allowed = roles.has(Role.REGULATOR, msg.sender) || roles.has(Role.REGISTRAR, msg.sender);
        require(allowed, InvestorRegister_CallerNotRegistrarNorRegulator(msg.sender));
        for (uint256 i = 0; i < accounts.length; ++i) {
            Investor memory entry = _load(accounts[i]);
            if (entry.sanctioned == sanctioned) continue;
            entry.sanctioned = sanctioned;
            _record(accounts[i], entry, change);
        }
    }

    function _record(address account, Investor memory entry, RegisterChange change) private {
        _words[account] = entry.pack();
        emit InvestorRecorded(
            account,
            entry.investorClass,
            entry.jurisdiction,
            entry.kycExpiry,
            entry.nominee,
            entry.sanctioned,
            entry.riskAcknowledged,
            change,
            msg.sender
        );
    }
}
