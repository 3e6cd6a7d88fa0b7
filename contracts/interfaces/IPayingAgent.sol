// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice Corporate actions, in ISO 15022 event codes. New ones are appended.
enum ActionKind {
    INTR,
    REDM
}

/// @notice Life of an action: ANNOUNCED → FUNDED → PAID, or ANNOUNCED → MISSED → FUNDED → PAID when cured.
enum ActionStatus {
    NONE,
    ANNOUNCED,
    FUNDED,
    PAID,
    MISSED
}

/// @notice Why a payment was set aside.
enum WithheldReason {
    NONE,
    SANCTIONED,
    FROZEN,
    RAIL
}

/// @notice An announced payment to all holders of a record date.
/// @param periodIndex interest period it belongs to; a redemption belongs to the last
/// @param amountNum exact amount a unit, in the currency's smallest unit, as a fraction
/// @param amountPerUnit that fraction rounded half up: what one unit is paid
/// @param units in issue at the record date, known once funding was asked for
/// @param handledUnits units paid or withheld so far
struct Action {
    address bond;
    address cash;
    ActionKind kind;
    ActionStatus status;
    uint16 periodIndex;
    uint16 recordId;
    uint16 bit;
    uint40 fundingCutoff;
    uint40 payableFrom;
    uint40 fundedAt;
    uint128 amountPerUnit;
    uint64 units;
    uint64 handledUnits;
    uint256 amountNum;
    uint256 amountDen;
}

/// @notice What an announcement tells, beside the action.
struct Announcement {
    address bond;
    address cash;
    ActionKind kind;
    uint16 periodIndex;
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
    event Claimed(uint256 indexed actionId, address indexed holder, uint256 net);
    event ClaimRefused(uint256 indexed actionId, address indexed holder, WithheldReason reason);
    event ActionPaid(uint256 indexed actionId, uint64 units);
    event MarketClaimRaised(
        uint256 indexed actionId,
        uint256 indexed instructionId,
        uint256 indexed claimId,
        address payer,
        address payee,
        uint256 amount
    );

    error PayingAgent_UnknownAction(uint256 actionId);
    error PayingAgent_AlreadyAnnounced(uint256 actionId);
    error PayingAgent_NotLastPeriod(uint256 periodIndex, uint256 lastPeriod);
    error PayingAgent_NotWired(address bond);
    error PayingAgent_StatusIs(uint256 actionId, ActionStatus status);
    error PayingAgent_NotPayableYet(uint256 actionId, uint40 payableFrom, uint256 timestamp);
    error PayingAgent_NotPastCutoff(uint256 actionId, uint40 fundingCutoff, uint256 timestamp);
    error PayingAgent_CallerNotSelf(address caller);
    error PayingAgent_OutOfGas(address holder);

    /// @notice Announces the interest of a period, or the redemption with the last one.
    function announce(address bond, uint16 periodIndex, ActionKind kind) external returns (uint256 actionId);

    /// @notice Takes the whole amount due from the caller, by allowance; later money than the cut-off cures a miss.
    function fund(uint256 actionId) external;

    /// @notice Declares actions missed that were not funded before their cut-off; anyone may call.
    function declareMissed(uint256[] calldata actionIds) external;

    /// @notice Pays each holder of the record date, in the caller's order; holders handled before are passed over.
    function pay(uint256 actionId, address[] calldata holders) external;

    /// @notice Pays out what was withheld from each holder once nothing blocks it; anyone may call.
    function claim(uint256 actionId, address[] calldata holders) external;

    /// @notice Raises the market claims of settled trades: a cum trade settled after the record date owes the net
    /// payment seller to buyer, an ex trade settled before it buyer to seller. Others are passed over.
    /// @dev Cum is due by the record date. On the standard cycle that is traded before the ex-date; for any other it is
    /// what the accrued interest of the trade was computed for.
    /// @param date civil day the claims are due on
    /// @param opensAt instant from which they may settle
    function raiseClaims(uint256 actionId, uint256[] calldata instructionIds, uint32 date, uint40 opensAt) external;

    /// @notice One payment out of the agent's money; only this contract calls it, so that it can fail alone.
    function payOne(address cash, address to, uint256 amount) external;

    /// @notice An action as stored.
    function action(uint256 actionId) external view returns (Action memory);

    /// @notice Actions announced so far; numbers run from 1.
    function actions() external view returns (uint256);

    /// @notice Money due to all holders of the record date, in the currency's smallest unit.
    function amountDue(uint256 actionId) external view returns (uint256);

    /// @notice Whether a holder was paid, or its payment withheld.
    function isHandled(uint256 actionId, address holder) external view returns (bool);

    /// @notice Money set aside for a holder.
    function withheldOf(uint256 actionId, address holder) external view returns (uint256);

    /// @notice Money received for actions and neither paid nor claimed yet, by cash token.
    function owed(address cash) external view returns (uint256);
}
