// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice The class an investor was admitted under.
enum InvestorClass {
    NONE,
    INSTITUTION,
    PROFESSIONAL,
    RETAIL
}

/// @notice Why a movement of a bond is refused. Numbers are stable: ERC-1404 codes are built on them.
enum Refusal {
    NONE,
    SENDER_SANCTIONED,
    RECEIVER_SANCTIONED,
    RECEIVER_NOT_ADMITTED,
    RECEIVER_KYC_EXPIRED,
    RECEIVER_CLASS_NOT_OFFERED,
    RECEIVER_JURISDICTION_NOT_OFFERED,
    RECEIVER_RISK_NOT_ACKNOWLEDGED,
    RECEIVER_ABOVE_CAP,
    SENDER_REPLACED,
    RECEIVER_REPLACED
}

/// @notice What changed in a register entry.
enum RegisterChange {
    ADMITTED,
    UPDATED,
    REMOVED,
    SANCTIONED,
    CLEARED,
    RISK_ACKNOWLEDGED,
    REPLACED,
    RECOVERED
}

/// @notice One register entry, one storage word.
/// @param investorClass class admitted under, NONE when not admitted
/// @param jurisdiction ISO 3166-1 numeric code
/// @param kycExpiry instant (UTC seconds) from which the investor may no longer receive
/// @param nominee holds for others
/// @param sanctioned may neither send, receive nor be paid
/// @param riskAcknowledged has acknowledged the risk disclosure
/// @param replaced another account took its place
struct Investor {
    InvestorClass investorClass; // 1
    uint16 jurisdiction; // 2
    uint40 kycExpiry; // 5
    bool nominee; // 1
    bool sanctioned; // 1
    bool riskAcknowledged; // 1
    bool replaced; // 1, of 32
}

/// @notice What the registrar records about one account.
struct Admission {
    address account;
    InvestorClass investorClass;
    uint16 jurisdiction;
    uint40 kycExpiry;
    bool nominee;
}

/// @notice To whom a token may be sold, beside the permitted jurisdictions.
/// @param classes bit n set: class n of `InvestorClass` may receive
/// @param riskAcknowledgement receivers must have acknowledged the risk disclosure
/// @param unitCap most units one holder may have, zero without cap (a sandbox's limit)
struct OfferRule {
    uint8 classes;
    bool riskAcknowledgement;
    uint64 unitCap;
}

/// @title Who may send and who may receive
/// @notice One word an account, one rule a token. A holder whose KYC lapsed, or whose jurisdiction is no longer
/// permitted, may still send: only sanctions stop an exit.
interface IInvestorRegister {
    event InvestorRecorded(
        address indexed account,
        InvestorClass investorClass,
        uint16 jurisdiction,
        uint40 kycExpiry,
        bool nominee,
        bool sanctioned,
        bool riskAcknowledged,
        RegisterChange change,
        address indexed by
    );
    event AccountReplaced(address indexed lost, address indexed replacement, address indexed by);
    event OfferRuleSet(address indexed token, OfferRule rule, uint16[] jurisdictions, address indexed by);

    error InvestorRegister_AccountIsZero();
    error InvestorRegister_ClassIsNone(address account);
    error InvestorRegister_NotAdmitted(address account);
    error InvestorRegister_UnknownJurisdiction(uint16 jurisdiction);
    error InvestorRegister_LengthMismatch(uint256 lost, uint256 replacements);
    error InvestorRegister_AlreadyReplaced(address account, address replacement);
    error InvestorRegister_ReplacedByItself(address account);
    error InvestorRegister_CallerNotRegistrarNorRegulator(address caller);

    /// @notice Admits each account, or replaces what is recorded of it; sanctions and acknowledgement stay.
    function admit(Admission[] calldata admissions) external;

    /// @notice Ends the admission of each account: it may send and be paid, not receive.
    function remove(address[] calldata accounts) external;

    /// @notice Puts each account under sanctions, admitted or not.
    function sanction(address[] calldata accounts) external;

    /// @notice Lifts the sanctions of each account.
    /// @dev Warning: registrar and regulator may lift each other's; who must ask whom is settled off chain.
    function clear(address[] calldata accounts) external;

    /// @notice Puts another account in the place of each one whose key was lost. It takes over the entry, unless it has
    /// one of its own, and any sanctions; what tokens hold follows with their `recoveryAddress`.
    /// @dev A lost account never comes back, so that chains of replacements end.
    function replace(address[] calldata lost, address[] calldata replacements) external;

    /// @notice The caller, an admitted investor, acknowledges the risk disclosure.
    function acknowledgeRisk() external;

    /// @notice Sets to whom a token may be sold, replacing the rule before.
    /// @param jurisdictions ISO 3166-1 numeric codes; those left out are no longer permitted
    function setOfferRule(address token, OfferRule calldata rule, uint16[] calldata jurisdictions) external;

    /// @notice Makes what tools made for ERC-3643 read of this register and of the calling token.
    /// @dev Here, because a token's own deployment has no room for it.
    function deployReader() external returns (address);

    /// @notice The entry of an account.
    function investor(address account) external view returns (Investor memory);

    /// @notice The rule of a token.
    function offerRule(address token) external view returns (OfferRule memory);

    /// @notice Whether receivers of a token may live in a jurisdiction.
    function isPermittedJurisdiction(address token, uint16 jurisdiction) external view returns (bool);

    /// @notice Why a movement of `token` is refused, NONE when it is allowed. Freezes are the token's own matter.
    /// @param unitsAfter units the receiver would hold afterwards
    function refusal(address token, address from, address to, uint256 unitsAfter) external view returns (Refusal);

    /// @notice The account that took the place of a given one, zero when none did.
    function replacementOf(address account) external view returns (address);

    /// @notice The account that stands for a given one now: itself, unless it was replaced.
    function accountInForce(address account) external view returns (address);

    /// @notice Who is paid what an account is owed, and whether sanctions forbid it.
    function payeeOf(address account) external view returns (address payee, bool sanctioned);

    /// @notice Why the account may not send: it is sanctioned or was replaced; NONE when it may.
    function senderRefusal(address account) external view returns (Refusal);

    /// @notice Why the account may not receive `token`, NONE when it may.
    function receiverRefusal(address token, address account, uint256 unitsAfter) external view returns (Refusal);
}
