// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Change, Period} from "./IBondTerms.sol";

/// @notice How a bond stands: PERFORMING → DEFAULTED → ACCELERATED, and back to PERFORMING when cured, waived or rescinded.
enum Standing {
    PERFORMING,
    DEFAULTED,
    ACCELERATED
}

/// @notice What an instalment of a recovery pays first, once costs are paid.
enum Waterfall {
    PARI_PASSU,
    INTEREST_FIRST,
    PRINCIPAL_FIRST
}

/// @notice Until when a bond's claims may be paid once it is accelerated: a record date far away, for units move until
/// the last one. Civil days and the instants that belong to them.
struct Prescription {
    uint32 recordDate;
    uint32 paymentDate;
    uint40 recordAt;
    uint40 fundingCutoff;
    uint40 payableFrom;
}

/// @notice What a bond promises for when things go wrong. Shares are 1e-9.
/// @param hasTrustee a trustee may accelerate and rescind alone; else only holders' votes do
/// @param defaultRate yearly rate on what is paid late, 1e-9; zero for none
/// @param accelerationShare of the units that may vote, in favour, to accelerate
/// @param requisitionShare of all units, for a holder to call a vote
/// @param quorum of the units that may vote, cast, for a vote to count; `adjournedQuorum` the second time
/// @param majority of the votes cast that carries a proposal
struct Covenants {
    bool hasTrustee;
    uint64 defaultRate;
    uint32 accelerationShare;
    uint32 requisitionShare;
    uint32 quorum;
    uint32 adjournedQuorum;
    uint32 majority;
    Waterfall waterfall;
    Prescription prescription;
}

/// @notice Instants from which a missed payment of a period is an event of default.
struct Grace {
    uint40 interestUntil;
    uint40 principalUntil;
}

/// @notice New periods from one on, and when their grace ends; or the periods an acceleration replaced.
struct Amendment {
    uint16 from;
    Period[] tail;
    Change change;
    Grace[] grace;
}

/// @notice How a bond stands, and since when.
/// @param isRecovering a first instalment was paid: nothing is cured or rescinded any more
/// @param missed actions declared, neither cured nor waived
/// @param suspended hash of the periods an acceleration replaced
/// @param principal of one unit, and `interest` accrued on it, that the acceleration made due; smallest units
struct Case {
    Standing standing;
    uint40 since;
    uint16 claimsPeriod;
    bool isRecovering;
    bytes32 suspended;
    uint128 principal;
    uint128 interest;
    uint256[] missed;
}

/// @title How a bond stands when things go wrong: default, cure, acceleration
/// @notice A missed payment whose grace ended is an event of default, whoever says so. The trustee where there is one, or
/// holders by vote, make everything due at once, and undo it.
interface ITrustee {
    event CovenantsSet(address indexed bond, Covenants covenants, Grace[] grace);
    event DefaultDeclared(address indexed bond, uint256 indexed actionId, address indexed by);
    event DefaultCured(address indexed bond, address indexed by);
    event DefaultWaived(address indexed bond, uint256 indexed actionId);
    event DefaultInterestCharged(uint256 indexed lateActionId, uint256 indexed actionId, uint32 date);
    event Accelerated(
        address indexed bond, address indexed by, uint32 date, uint128 principalPerUnit, uint128 interestPerUnit
    );
    event Rescinded(address indexed bond, address indexed by);
    event RecoveryStarted(address indexed bond, uint128 principalPerUnit, uint128 interestPerUnit);

    error Trustee_CallerNotMaker(address caller, address maker);
    error Trustee_CallerNotTrusteeNorMeeting(address caller);
    error Trustee_NoCovenants(address bond);
    error Trustee_CovenantsSetAlready(address bond);
    error Trustee_CovenantsUnfit(address bond);
    error Trustee_NoTrustee(address bond);
    error Trustee_StandingIs(address bond, Standing standing);
    error Trustee_NotMissed(uint256 actionId);
    error Trustee_InGrace(uint256 actionId, uint40 until, uint256 timestamp);
    error Trustee_DealtWith(uint256 actionId);
    error Trustee_NotCured(uint256 actionId);
    error Trustee_NothingMissed(address bond);
    error Trustee_Recovering(address bond);
    error Trustee_NoDefaultInterest(uint256 actionId);
    error Trustee_DayOff(uint32 date, uint256 timestamp);
    error Trustee_NotInPeriod(uint32 date, uint32 start, uint32 end);
    error Trustee_AllDue(address bond);
    error Trustee_NotAllDue(address bond);
    error Trustee_AmendmentDiffers(bytes32 given, bytes32 expected);

    /// @notice Sets what a bond promises, once and before a unit is issued, with the grace of each of its periods; whoever
    /// deployed this contract.
    function enter(address bond, Covenants calldata covenants, Grace[] calldata grace) external;

    /// @notice Declares an event of default: a missed payment whose grace ended is the proof. Anyone may call.
    /// @dev Once everything is due there is no grace; what the accelerated period pays itself is no further default.
    function declareDefault(uint256 actionId) external;

    /// @notice Says that everything declared was cured, before an acceleration; anyone may call.
    function acknowledgeCure(address bond) external;

    /// @notice Announces default interest on what was paid late, to the holders of the original record date. A put bears
    /// none: it is for elected units, and default interest for all. It is interest, late principal's too, and taxed as a coupon.
    /// @param date civil day on which the late money came
    /// @param fundingCutoff until when it is to be paid in
    function chargeDefaultInterest(uint256 lateActionId, uint32 date, uint40 fundingCutoff)
        external
        returns (uint256 actionId);

    /// @notice Makes principal and interest accrued to a civil day due at once, while a default is neither cured nor
    /// waived; the trustee where there is one, or a vote.
    /// @dev The running period ends on that day and becomes the last; its record date is the prescription's, so that
    /// units move until then.
    function accelerate(address bond, uint32 date) external;

    /// @notice Undoes an acceleration once everything missed was cured or waived and before anything was distributed, given
    /// the periods it replaced; the trustee where there is one, or a vote.
    function rescind(address bond, Amendment calldata restored) external;

    /// @notice Makes a new version of the terms with its grace; only a vote.
    function amend(address bond, Amendment calldata amendment) external;

    /// @notice Takes back every default declared, before anything was distributed; what is owed is owed all the same. Only
    /// a vote.
    function waive(address bond) external;

    /// @notice Fixes what one unit is owed before the first instalment of a recovery: what was missed goes into it, and is
    /// paid by its own action no more. Only the contract that distributes.
    function startRecovery(address bond) external returns (uint128 principal, uint128 interest);

    /// @notice What a bond promises.
    function covenants(address bond) external view returns (Covenants memory);

    /// @notice When the grace of a period ends.
    function graceOf(address bond, uint256 periodIndex) external view returns (Grace memory);

    /// @notice How a bond stands.
    function caseOf(address bond) external view returns (Case memory);

    /// @notice What one unit is owed, in smallest units, while everything is due and nothing was distributed yet. A put
    /// that was missed adds nothing: its units are claimed as all are.
    function claimOf(address bond) external view returns (uint128 principal, uint128 interest);

    /// @notice Fails unless everything is due: it was accelerated, or the last payment is the one that was missed.
    function requireAllDue(address bond) external view;

    /// @notice Whether a missed payment was waived as an event of default.
    function isWaived(uint256 actionId) external view returns (bool);

    /// @notice The action that pays default interest on a late one, zero for none.
    function defaultInterestOf(uint256 actionId) external view returns (uint256);
}
