// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice What a movement is for, in ISO 20022 settlement transaction codes and our own (CLAI, NETT, OWNI, PVPX).
enum TransactionType {
    ISSU,
    TRAD,
    REDM,
    REPU,
    CLAI,
    NETT,
    OWNI,
    PVPX
}

/// @notice Life of an instruction: NONE → PENDING → MATCHED → SETTLED or CANCELLED; PENDING may be CANCELLED too.
enum Status {
    NONE,
    PENDING,
    MATCHED,
    SETTLED,
    CANCELLED
}

/// @notice Why an instruction could not settle, in ISO 20022 pending and failing reason codes.
enum Reason {
    NONE,
    LACK,
    MONY,
    SBLO,
    BLOC,
    FROZ,
    LATE,
    LINK,
    CYCL,
    PREA,
    OTHR
}

/// @notice Everything both sides agree to. Dates are civil days since 1970-01-01, instants UTC seconds.
/// @param cash token of the payment, zero when free of payment
/// @param deliverer gives units and is paid; of a CLAI, gives the money
/// @param receiver gets units and pays; of a CLAI, gets the money
/// @param units zero for a CLAI
/// @param price clean, 1e-6 % of face
/// @param cleanAmount in the currency's smallest unit; of a CLAI, the claim
/// @param accruedAmount in the currency's smallest unit
/// @param intendedDate contractual settlement date; late settlement changes no amount
/// @param opensAt first instant at which it may settle
/// @param expiresAt from this instant it may only be declared expired
/// @param linkedId instruction this one follows from, zero for none
/// @param tradeId the parties' reference, at most 32 bytes of ASCII
struct Economics {
    TransactionType transactionType;
    address bond;
    address cash;
    address deliverer;
    address receiver;
    uint64 units;
    uint40 price;
    uint96 cleanAmount;
    uint96 accruedAmount;
    uint16 accruedDays;
    uint32 tradeDate;
    uint32 intendedDate;
    uint32 expiryDate;
    uint40 opensAt;
    uint40 expiresAt;
    uint40 linkedId;
    bytes32 tradeId;
}

/// @notice An instruction as stored, six words and its hash.
/// @param attempts settlement attempts so far
/// @param affirmedBy bit 0 the deliverer, bit 1 the receiver
/// @param cancelledBy the same, of requests to cancel
/// @param lastReason of the last failed attempt
/// @param isAwaited its units, where it has any, are locked for money that moves elsewhere; that lock is not the
/// deliverer's
struct Instruction {
    address deliverer; // 20
    uint64 units; // 8
    uint32 tradeDate; // 4, of 32
    address receiver; // 20
    uint32 intendedDate; // 4
    uint32 expiryDate; // 4
    uint16 accruedDays; // 2
    TransactionType transactionType; // 1
    bool isAwaited; // 1, of 32
    address bond; // 20
    uint96 cleanAmount; // 12, of 32
    address cash; // 20
    uint96 accruedAmount; // 12, of 32
    uint40 price; // 5
    uint40 opensAt; // 5
    uint40 expiresAt; // 5
    uint40 settledAt; // 5
    uint40 linkedId; // 5
    uint16 attempts; // 2
    Status status; // 1
    Reason lastReason; // 1
    uint8 affirmedBy; // 1
    uint8 cancelledBy; // 1
    bool prepositioned; // 1, of 32
    bytes32 economicsHash; // 32
}

/// @title Delivery versus payment, BIS model 1: each instruction gross, both legs or neither
/// @notice One side instructs, the other affirms the hash of the same economics; afterwards neither can change them.
/// Whatever happens when it is due ends in an event. Instructions that fail stay matched and are tried again.
/// @dev A batch reverts for a wrong caller and bad input only. An instruction whose state moved on meanwhile is passed
/// over with `SettlementSkipped`, so that nobody can spoil another's batch by acting first. Cash moves by ERC-20
/// allowance to this contract, or outside the chain where an operator confirms it; units by its role on the bond.
/// Warning: an allowance serves only instructions its owner affirmed, and claims raised by the paying agent.
interface ISettlement {
    event Instructed(uint256 indexed id, address indexed by, Economics economics);
    event Affirmed(uint256 indexed id, address indexed by);
    event Matched(uint256 indexed id);
    event Prepositioned(uint256 indexed id);
    event Settled(uint256 indexed id, uint256 attempt);
    event SettlementFailed(uint256 indexed id, Reason reason, uint256 attempt);
    event AwaitingMoney(uint256 indexed id);
    event SettlementSkipped(uint256 indexed id, Status status);
    event CancelRequested(uint256 indexed id, address indexed by);
    event Cancelled(uint256 indexed id, address indexed by);
    event Expired(uint256 indexed id, Reason reason);
    event FlatSet(address indexed bond, bool isFlat);

    error Settlement_CallerNotSide(uint256 id, address caller);
    error Settlement_AlreadyAffirmed(uint256 id, address caller);
    error Settlement_EconomicsDiffer(uint256 id, bytes32 affirmed, bytes32 instructed);
    error Settlement_UnknownInstruction(uint256 id);
    error Settlement_SameSide(address account);
    error Settlement_TypeNotAllowed(TransactionType transactionType);
    error Settlement_NotWired(address token);
    error Settlement_NoUnits();
    error Settlement_AmountWithoutCash();
    error Settlement_DatesUnordered(uint32 tradeDate, uint32 intendedDate, uint32 expiryDate);
    error Settlement_WindowClosed(uint40 opensAt, uint40 expiresAt, uint256 timestamp);
    error Settlement_DueAfterFinalRecord(uint32 intendedDate, uint32 finalRecordDate);
    error Settlement_NotExpired(uint256 id, uint40 expiresAt, uint256 timestamp);
    error Settlement_LengthMismatch(uint256 ids, uint256 hashes);
    error Settlement_CallerNotSelf(address caller);
    error Settlement_CallerNotRail(uint256 id, address caller);
    error Settlement_OutOfGas(uint256 id);
    error Settlement_TradesFlat(address bond, uint96 accruedAmount);

    /// @notice Enters instructions the caller is a side of, as TRAD or OWNI; each waits for the other side.
    /// @return firstId number of the first; the others follow
    function instruct(Economics[] calldata economics) external returns (uint256 firstId);

    /// @notice The other side agrees to exactly these economics, given by hash; the instruction is matched.
    function affirm(uint256[] calldata ids, bytes32[] calldata hashes) external;

    /// @notice The deliverer locks the units of a matched instruction in place: nothing else can spend them.
    function preposition(uint256[] calldata ids) external;

    /// @notice Tries each instruction that is matched, open and not expired; anyone may call.
    /// @dev Where the money moves outside the chain and was not confirmed, the instruction is not failed but awaited:
    /// its units are locked, told once by `AwaitingMoney`, and only the rail tries it until that ends. It ends when the
    /// attempt the rail makes settles or fails, when the rail says no money came, by cancellation or by expiry.
    function settle(uint256[] calldata ids) external;

    /// @notice Fails awaited instructions for the day, for want of money, and gives up the locks taken to wait; only the
    /// rail each is paid on. A lock the deliverer asked for stays; what is past its expiry is passed over.
    function failAwaited(uint256[] calldata ids) external;

    /// @notice Asks to cancel; alone it cancels a pending instruction of one's own, both together a matched one.
    function cancel(uint256[] calldata ids) external;

    /// @notice Declares instructions expired that are past their expiry; anyone may call.
    function expire(uint256[] calldata ids) external;

    /// @notice Enters matched ISSU instructions for allocations; only the offering, which holds the binding orders.
    function instructIssue(Economics[] calldata economics) external returns (uint256 firstId);

    /// @notice Enters a matched CLAI instruction; only the paying agent contract, by the rules of market claims.
    function raiseClaim(Economics calldata economics) external returns (uint256 id);

    /// @notice Both legs of one instruction; only this contract calls it, so that it reverts as a whole.
    function settleOne(uint256 id) external;

    /// @notice Says whether a bond trades flat: then no instruction with accrued interest is entered. Those there are stay
    /// as agreed.
    function setFlat(address bond, bool isFlat) external;

    /// @notice Whether a bond trades flat.
    function tradesFlat(address bond) external view returns (bool);

    /// @notice An instruction as stored.
    function instruction(uint256 id) external view returns (Instruction memory);

    /// @notice What an instruction pays, in which money, from whom to whom: the accounts now in force.
    function payment(uint256 id) external view returns (address cash, address payer, address payee, uint256 amount);

    /// @notice Instructions entered so far; numbers run from 1.
    function instructions() external view returns (uint256);

    /// @notice The hash the other side affirms.
    function hashEconomics(Economics calldata economics) external pure returns (bytes32);
}
