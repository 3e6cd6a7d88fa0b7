// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC3643Reader} from "./ERC3643Reader.sol";
import {RoleBound} from "./RoleBound.sol";
import {IBondToken} from "./interfaces/IBondToken.sol";
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
import {InvestorWord} from "./libraries/InvestorWord.sol";

/// @title InvestorRegister
contract InvestorRegister is IInvestorRegister, RoleBound {
    mapping(address account => InvestorWord word) private _words;

    /// @dev An offer rule, kept beside every range of jurisdictions, so that a transfer reads one slot. Setting a rule
    /// writes all ranges, which forgets the jurisdictions before.
    struct StoredRule {
        uint8 classes; // 1
        bool riskAcknowledgement; // 1
        uint64 unitCap; // 8
        uint160 jurisdictions; // 20, of 32: bit n is code `range * RANGE + n`
    }

    /// @dev Seven ranges of 160 hold every ISO 3166-1 numeric code: they have three digits.
    uint256 private constant RANGE = 160;
    uint256 private constant RANGES = 7;

    mapping(address token => mapping(uint256 range => StoredRule rule)) private _rules;

    /// @inheritdoc IInvestorRegister
    mapping(address lost => address replacement) public replacementOf;

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
            InvestorWord word = _words[accounts[i]];
            require(word.admitted(), InvestorRegister_NotAdmitted(accounts[i]));
            _record(accounts[i], word.withoutClass(), RegisterChange.REMOVED);
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
    function replace(address[] calldata lost, address[] calldata replacements) external {
        _requireRole(Role.REGISTRAR);
        require(
            lost.length == replacements.length, InvestorRegister_LengthMismatch(lost.length, replacements.length)
        );
        for (uint256 i = 0; i < lost.length; ++i) {
            _replace(lost[i], replacements[i]);
        }
    }

    /// @inheritdoc IInvestorRegister
    function acknowledgeRisk() external {
        InvestorWord word = _words[msg.sender];
        require(word.admitted(), InvestorRegister_NotAdmitted(msg.sender));
        _record(msg.sender, word.acknowledgeRisk(), RegisterChange.RISK_ACKNOWLEDGED);
    }

    /* OFFER RULES */

    /// @inheritdoc IInvestorRegister
    function setOfferRule(address token, OfferRule calldata rule, uint16[] calldata jurisdictions) external {
        _requireRole(Role.REGISTRAR);
        uint160[RANGES] memory permitted;
        for (uint256 i = 0; i < jurisdictions.length; ++i) {
            uint256 code = jurisdictions[i];
            require(code < RANGE * RANGES, InvestorRegister_UnknownJurisdiction(jurisdictions[i]));
            permitted[code / RANGE] |= uint160(1 << code % RANGE);
        }
        for (uint256 range = 0; range < RANGES; ++range) {
            _rules[token][range] = StoredRule(rule.classes, rule.riskAcknowledgement, rule.unitCap, permitted[range]);
        }
        emit OfferRuleSet(token, rule, jurisdictions, msg.sender);
    }

    /// @inheritdoc IInvestorRegister
    function deployReader() external returns (address) {
        return address(new ERC3643Reader(IBondToken(msg.sender), this));
    }

    /* VIEW */

    /// @inheritdoc IInvestorRegister
    function investor(address account) external view returns (Investor memory) {
        return _words[account].toInvestor();
    }

    /// @inheritdoc IInvestorRegister
    function offerRule(address token) external view returns (OfferRule memory) {
        StoredRule memory rule = _rules[token][0];
        return OfferRule(rule.classes, rule.riskAcknowledgement, rule.unitCap);
    }

    /// @inheritdoc IInvestorRegister
    function refusal(address token, address from, address to, uint256 unitsAfter) external view returns (Refusal) {
        Refusal ofSender = senderRefusal(from);
        if (ofSender != Refusal.NONE) return ofSender;
        return receiverRefusal(token, to, unitsAfter);
    }

    /// @inheritdoc IInvestorRegister
    function accountInForce(address account) public view returns (address) {
        while (_words[account].replaced()) account = replacementOf[account];
        return account;
    }

    /// @inheritdoc IInvestorRegister
    function payeeOf(address account) external view returns (address payee, bool sanctioned) {
        payee = accountInForce(account);
        sanctioned = _words[payee].sanctioned();
    }

    /// @inheritdoc IInvestorRegister
    function senderRefusal(address account) public view returns (Refusal) {
        InvestorWord entry = _words[account];
        if (!entry.barred()) return Refusal.NONE;
        return entry.sanctioned() ? Refusal.SENDER_SANCTIONED : Refusal.SENDER_REPLACED;
    }

    /// @inheritdoc IInvestorRegister
    function receiverRefusal(address token, address account, uint256 unitsAfter) public view returns (Refusal) {
        InvestorWord entry = _words[account];
        if (entry.barred()) return entry.sanctioned() ? Refusal.RECEIVER_SANCTIONED : Refusal.RECEIVER_REPLACED;
        if (!entry.admitted()) return Refusal.RECEIVER_NOT_ADMITTED;
        if (entry.kycExpiry() <= block.timestamp) return Refusal.RECEIVER_KYC_EXPIRED;
        StoredRule storage rule = _rules[token][entry.jurisdiction() / RANGE];
        if (rule.classes & (1 << entry.investorClass()) == 0) return Refusal.RECEIVER_CLASS_NOT_OFFERED;
        if (!_isPermitted(rule, entry.jurisdiction())) return Refusal.RECEIVER_JURISDICTION_NOT_OFFERED;
        if (rule.riskAcknowledgement && !entry.riskAcknowledged()) return Refusal.RECEIVER_RISK_NOT_ACKNOWLEDGED;
        uint64 cap = rule.unitCap;
        if (cap != 0 && unitsAfter > cap) return Refusal.RECEIVER_ABOVE_CAP;
        return Refusal.NONE;
    }

    /// @inheritdoc IInvestorRegister
    function isPermittedJurisdiction(address token, uint16 jurisdiction) external view returns (bool) {
        return _isPermitted(_rules[token][jurisdiction / RANGE], jurisdiction);
    }

    /* PRIVATE */

    function _isPermitted(StoredRule storage rule, uint256 jurisdiction) private view returns (bool) {
        return rule.jurisdictions & (1 << jurisdiction % RANGE) != 0;
    }

    function _admit(Admission calldata admission) private {
        address account = admission.account;
        require(account != address(0), InvestorRegister_AccountIsZero());
        InvestorWord word = _words[account];
        RegisterChange change = word.admitted() ? RegisterChange.UPDATED : RegisterChange.ADMITTED;
        word = word.withAdmission(admission);
        require(word.admitted(), InvestorRegister_ClassIsNone(account));
        _record(account, word, change);
    }

    function _replace(address lost, address replacement) private {
        require(lost != address(0) && replacement != address(0), InvestorRegister_AccountIsZero());
        require(lost != replacement, InvestorRegister_ReplacedByItself(lost));
        InvestorWord former = _words[lost];
        InvestorWord next = _words[replacement];
        require(!former.replaced(), InvestorRegister_AlreadyReplaced(lost, replacementOf[lost]));
        require(!next.replaced(), InvestorRegister_AlreadyReplaced(replacement, replacementOf[replacement]));
        replacementOf[lost] = replacement;
        emit AccountReplaced(lost, replacement, msg.sender);
        _record(lost, former.replace(), RegisterChange.REPLACED);
        _record(replacement, next.succeed(former), RegisterChange.RECOVERED);
    }

    function _setSanctioned(address[] calldata accounts, bool sanctioned, RegisterChange change) private {
        bool allowed = roles.has(Role.REGULATOR, msg.sender) || roles.has(Role.REGISTRAR, msg.sender);
        require(allowed, InvestorRegister_CallerNotRegistrarNorRegulator(msg.sender));
        for (uint256 i = 0; i < accounts.length; ++i) {
            require(accounts[i] != address(0), InvestorRegister_AccountIsZero());
            InvestorWord word = _words[accounts[i]];
            if (word.sanctioned() == sanctioned) continue;
            _record(accounts[i], sanctioned ? word.sanction() : word.clear(), change);
        }
    }

    function _record(address account, InvestorWord word, RegisterChange change) private {
        _words[account] = word;
        emit InvestorRecorded(
            account,
            InvestorClass(word.investorClass()),
            uint16(word.jurisdiction()),
            uint40(word.kycExpiry()),
            word.nominee(),
            word.sanctioned(),
            word.riskAcknowledged(),
            change,
            msg.sender
        );
    }
}
