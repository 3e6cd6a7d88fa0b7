// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice What was recovered and is owed, in smallest units; claims and payments are those of one unit.
/// @param held money not distributed yet
/// @param costs booked and not paid yet, to `costsTo`
/// @param isFixed the claim was fixed, before the first instalment
struct Estate {
    uint128 held;
    uint128 costs;
    address costsTo;
    bool isFixed;
    uint128 principalClaim;
    uint128 interestClaim;
    uint128 principalPaid;
    uint128 interestPaid;
}

/// @notice The dates of one instalment.
struct Instalment {
    uint32 recordDate;
    uint32 exDate;
    uint32 paymentDate;
    uint40 recordAt;
    uint40 payableFrom;
}

/// @title What is recovered, and who gets it
/// @notice Money from the issuer or its estate goes to costs first, then to the holders of a record date, equal on each
/// unit and never more than is owed.
interface IRecoveries {
    event RecoveryReceived(address indexed bond, address indexed by, uint128 amount);
    event RecoveryReturned(address indexed bond, address indexed to, uint128 amount);
    event CostsBooked(address indexed bond, address indexed by, uint128 amount);
    event CostsPaid(address indexed bond, address indexed to, uint128 amount);
    event RecoveryDistributed(
        address indexed bond,
        uint256 indexed actionId,
        uint64 units,
        uint128 principalPerUnit,
        uint128 interestPerUnit,
        uint128 kept
    );

    error Recoveries_CallerNotTrusteeNorPayingAgent(address caller);
    error Recoveries_AboveClaim(uint256 amount, uint256 room);
    error Recoveries_RecordTooEarly(uint40 recordAt, uint40 since);
    error Recoveries_NothingOver(address bond);
    error Recoveries_TooLittle(uint256 held, uint256 units);
    error Recoveries_CostsOfAnother(address bond, address costsTo);
    error Recoveries_CallerNotCash(address caller, address cash);
    error Recoveries_CallerNotSelf(address caller);
    error Recoveries_OutOfGas(address bond);

    /// @notice Adds a record date for an instalment; trustee or paying agent.
    function addRecord(address bond, uint32 date, uint40 closes) external;

    /// @notice Takes recovered money from the caller, by allowance, at most what is still owed; anyone may call.
    function payIn(address bond, uint128 amount) external;

    /// @notice The same for whoever paid outside the chain; called by the money of the bond, whose operator confirmed it.
    function payInFrom(address bond, address payer, uint128 amount) external;

    /// @notice Books costs that rank before holders, owed to the trustee who calls, of a bond that has one; while costs of
    /// another are not paid, to nobody else.
    function bookCosts(address bond, uint128 amount) external;

    /// @notice Pays costs, then an instalment to the holders of a record date, equal on each unit; what does not divide is
    /// kept for the next. Costs that their account cannot take now are set aside. What of it goes to interest by the
    /// waterfall is taxed as a coupon is, and principal is not. Trustee or paying agent.
    /// @return actionId zero where costs took everything
    function distribute(address bond, Instalment calldata instalment) external returns (uint256 actionId);

    /// @notice Pays costs, and returns to the issuer what is held beyond what is owed: after a cure, or a rescission.
    /// Anyone may call.
    function giveBack(address bond) external;

    /// @notice Pays costs out of what is held; only this contract calls it, so that it can fail alone.
    function payCosts(address bond, uint128 amount) external;

    /// @notice What was recovered and is owed.
    function estateOf(address bond) external view returns (Estate memory);
}
