// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RoundingBasis} from "./IBondTerms.sol";

/// @notice Corporate actions, in ISO 15022 event codes. New ones are appended.
/// INTR interest, REDM all principal left, PRED an instalment of principal that leaves the units as they are, MCAL all
/// principal left of a bond that was called, BPUT units their holders elected to have repaid; LIQU an instalment of what
/// was recovered, and DINT (ours) default interest on what was paid late.
enum ActionKind {
    INTR,
    REDM,
    PRED,
    MCAL,
    BPUT,
    DINT,
    LIQU
}

/// @notice Life of an action: ANNOUNCED → FUNDED → PAID, or ANNOUNCED → MISSED → FUNDED → PAID when cured, or
/// ANNOUNCED → MISSED → CANCELLED when what is recovered pays it instead; WITHDRAWN when new terms took its place before
/// its record date.
enum ActionStatus {
    NONE,
    ANNOUNCED,
    FUNDED,
    PAID,
    MISSED,
    WITHDRAWN,
    CANCELLED
}

/// @notice Why a payment was set aside.
enum WithheldReason {
    NONE,
    SANCTIONED,
    FROZEN,
    RAIL
}

/// @notice An announced payment to all holders of a record date.
/// @param version of the terms that set the period it was announced by
/// @param periodIndex interest period it belongs to; a redemption belongs to the last
/// @param recordId number of the record date, known with `units`
/// @param isTaxed tax is withheld from holders of some jurisdictions
/// @param amountPerUnit what one unit is paid, where amounts are rounded a unit; else zero
/// @param units in issue at the record date, known once funding was asked for
/// @param handledUnits units paid or withheld so far
/// @param total money due to all holders, known with `units`
/// @param exemptPerUnit what of `amountPerUnit` repays principal, so that no tax is withheld from it; only where the rest
/// is interest
/// @param amountNum exact amount a unit, in the currency's smallest unit, as a fraction
struct Action {
    address bond; // 20
    uint16 version; // 2, of 32
    address cash; // 20
    ActionKind kind; // 1
    ActionStatus status; // 1
    RoundingBasis roundingBasis; // 1
    bool isTaxed; // 1
    uint16 periodIndex; // 2
    uint16 recordId; // 2
    uint16 bit; // 2, of 32
    uint40 recordAt; // 5
    uint40 fundingCutoff; // 5
    uint40 payableFrom; // 5
    uint128 amountPerUnit; // 16, of 32
    uint40 fundedAt; // 5
    uint64 units; // 8
    uint64 handledUnits; // 8, of 32
    uint128 total; // 16
    uint128 exemptPerUnit; // 16, of 32
    uint256 amountNum;
    uint256 amountDen;
}

/// @notice What holders of a record date are due together, counted holder by holder.
struct Count {
    uint64 units;
    uint128 amount;
}

/// @notice What an announcement tells, beside the action.
struct Announcement {
    address bond;
    address cash;
    ActionKind kind;
    RoundingBasis roundingBasis;
    uint16 periodIndex;
    uint40 recordAt;
    uint32 recordDate;
    uint32 exDate;
    uint32 dueDate;
    uint32 paymentDate;
    uint32 periodStart;
    uint32 periodEnd;
    uint256 accrualNum;
    uint256 accrualDen;
    uint64 rate;
    uint256 amountNum;
    uint256 amountDen;
    uint128 amountPerUnit;
}

/// @title Coupons and redemption
/// @notice The issuer funds an action in full before its cut-off or it is missed; the agent pushes payments in batches
/// to holders of the record date. A payment that cannot be made now is withheld and can be claimed later.
/// @dev A holder is paid at most once for an action: a bit a holder. One holder's trouble never blocks a batch.
interface IPayingAgent {
    event ActionAnnounced(uint256 indexed actionId, Announcement announcement);
    event ActionWithdrawn(uint256 indexed actionId);
    event HoldersCounted(uint256 indexed actionId, uint64 units, uint256 amount);
    event ActionFunded(uint256 indexed actionId, address indexed by, uint64 units, uint256 amount);
    event ActionMissed(uint256 indexed actionId, uint64 units, uint256 amount);
    event Paid(
        uint256 indexed actionId, address indexed holder, uint64 units, uint256 gross, uint256 tax, uint256 net
    );
    event Withheld(
        uint256 indexed actionId,
        address indexed holder,
        uint64 units,
        uint256 gross,
        uint256 tax,
        uint256 net,
        WithheldReason reason
    );
    /// @dev Units elected for repayment that were taken by force: their money is set aside for the issuer.
    event Lapsed(
        uint256 indexed actionId, address indexed holder, uint64 units, address indexed issuer, uint256 amount
    );
    event Claimed(uint256 indexed actionId, address indexed holder, uint256 net);
    event ClaimRefused(uint256 indexed actionId, address indexed holder, WithheldReason reason);
    event TaxPaid(uint256 indexed actionId, address indexed taxAccount, uint256 amount);
    event TaxHeld(uint256 indexed actionId, address indexed taxAccount, uint256 amount);
    event ActionCancelled(uint256 indexed actionId, address indexed by);
    event ActionPaid(uint256 indexed actionId, uint64 units);
    event MarketClaimRaised(
        uint256 indexed actionId,
        uint256 indexed instructionId,
        uint256 indexed claimId,
        address payer,
        address payee,
        uint256 amount
    );

    error PayingAgent_KindDiffers(address bond, uint16 periodIndex, ActionKind kind);
    error PayingAgent_UnknownAction(uint256 actionId);
    error PayingAgent_AlreadyAnnounced(uint256 actionId);
    error PayingAgent_NotScheduled(ActionKind kind);
    error PayingAgent_NotWired(address bond);
    error PayingAgent_StatusIs(uint256 actionId, ActionStatus status);
    error PayingAgent_NotPayableYet(uint256 actionId, uint40 payableFrom, uint256 timestamp);
    error PayingAgent_NotPastCutoff(uint256 actionId, uint40 fundingCutoff, uint256 timestamp);
    error PayingAgent_NothingToCount(uint256 actionId);
    error PayingAgent_Superseded(uint256 actionId);
    error PayingAgent_NotCounted(uint256 actionId, uint256 countedUnits, uint256 units);
    error PayingAgent_CallerNotCash(address caller, address cash);
    error PayingAgent_CallerNotSelf(address caller);
    error PayingAgent_OutOfGas(address holder);

    /// @notice Announces what is paid with a period: interest, an instalment of principal, all of it, or a put; again
    /// only where new terms took the place of those announced, which is withdrawn.
    function announce(address bond, uint16 periodIndex, ActionKind kind) external returns (uint256 actionId);

    /// @notice Announces a payment that follows from no schedule; the contract that has rules for it says all of it.
    /// @param periodIndex interest period it is reported with
    /// @param due a `Due`, encoded
    /// @param exemptPerUnit what of the amount a unit repays principal beside interest
    function announceOther(address bond, uint16 periodIndex, ActionKind kind, bytes calldata due, uint128 exemptPerUnit)
        external
        returns (uint256 actionId);

    /// @notice Takes a missed action off: what was owed by it is claimed and paid otherwise.
    function cancel(uint256 actionId) external;

    /// @notice Adds up what each holder of the record date is due, where amounts are rounded a holding: the whole cannot
    /// be known otherwise. Holders come in any order and in as many batches as it takes, those counted before are passed
    /// over; anyone may call.
    function count(uint256 actionId, address[] calldata holders) external;

    /// @notice Takes the whole amount due from the caller, by allowance; later money than the cut-off cures a miss.
    function fund(uint256 actionId) external;

    /// @notice The same from a payer whose money moves outside the chain; only the action's own cash contract calls it.
    function fundFrom(uint256 actionId, address payer) external;

    /// @notice Declares actions missed that were not funded before their cut-off; anyone may call.
    function declareMissed(uint256[] calldata actionIds) external;

    /// @notice Pays each holder of the record date, in the caller's order; holders handled before are passed over.
    function pay(uint256 actionId, address[] calldata holders) external;

    /// @notice Pays out what was withheld from each holder once nothing blocks it; anyone may call.
    function claim(uint256 actionId, address[] calldata holders) external;

    /// @notice Pays the tax account what the rail refused to before, once it no longer does; anyone may call.
    function payTax(uint256 actionId) external;

    /// @notice Raises the market claims of settled trades: a cum trade settled after the record date owes the net
    /// payment seller to buyer, an ex trade settled before it buyer to seller. Others are passed over.
    /// @dev Cum is due by the record date. On the standard cycle that is traded before the ex-date; for any other it is
    /// what the accrued interest of the trade was computed for.
    /// @param date civil day the claims are due on
    /// @param opensAt instant from which they may settle
    function raiseClaims(uint256 actionId, uint256[] calldata instructionIds, uint32 date, uint40 opensAt) external;

    /// @notice One payment out of the agent's money; only this contract calls it, so that it can fail alone.
    function attemptPayment(address cash, address to, uint256 amount) external;

    /// @notice An action as stored.
    function action(uint256 actionId) external view returns (Action memory);

    /// @notice Actions announced so far; numbers run from 1.
    function actions() external view returns (uint256);

    /// @notice Money due to all holders of the record date, in the currency's smallest unit. Where amounts are rounded a
    /// holding: to the holders counted, once all are; before, what one holder of all would be due.
    function amountDue(uint256 actionId) external view returns (uint256);

    /// @notice Whether a holder was paid, or its payment withheld.
    function isHandled(uint256 actionId, address holder) external view returns (bool);

    /// @notice Net money set aside for a holder.
    function withheldOf(uint256 actionId, address holder) external view returns (uint256);

    /// @notice Tax taken from holders that the rail refused to pay on.
    function taxHeld(uint256 actionId) external view returns (uint256);

    /// @notice Money received for actions and neither paid nor claimed yet, by cash token.
    function owed(address cash) external view returns (uint256);
}
