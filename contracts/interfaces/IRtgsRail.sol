// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IPayingAgent} from "./IPayingAgent.sol";
import {IRecoveries} from "./IRecoveries.sol";

/// @title Money that moves outside the chain, in a real-time gross settlement system
/// @notice Stands where a cash token stands: settlement and paying agent pay with it as with any other. It has no
/// balances and no allowances. A payment takes place because the operator confirms that the money came, in the
/// transaction that delivers against it; its `Transfer` tells it as of any other money.
/// @dev A confirmation is for one payment, of one instruction or one funding, and ends with the call that gives it.
/// `Transfer`, `transfer`, `transferFrom` and the reads are those of ERC-20; what is missing is deliberately so. `approve`
/// is for contracts that money was confirmed to, and ends with the transaction.
/// Warning: the operator's word is all there is. It can have units delivered without money, as whoever runs the payment
/// system can outside the chain.
interface IRtgsRail {
    event Transfer(address indexed from, address indexed to, uint256 value);
    event MoneyConfirmed(uint256 indexed instructionId, bytes32 indexed paymentReference, uint256 amount);
    event MoneyReturned(
        uint256 indexed instructionId, bytes32 indexed paymentReference, address indexed payer, uint256 amount
    );
    event FundingConfirmed(
        uint256 indexed actionId, bytes32 indexed paymentReference, address indexed agent, uint256 amount
    );
    event RecoveryConfirmed(
        address indexed bond, bytes32 indexed paymentReference, address indexed recoveries, uint256 amount
    );

    error RtgsRail_NotConfirmed(address caller, address payer, address payee, uint256 amount);
    error RtgsRail_AmountDiffers(uint256 number, uint256 confirmed, uint256 due);
    error RtgsRail_OtherMoney(uint256 instructionId, address cash);
    error RtgsRail_ReferenceIsZero();
    error RtgsRail_ReferenceUsed(bytes32 paymentReference);
    error RtgsRail_LengthMismatch(uint256 ids, uint256 amounts, uint256 references);
    error RtgsRail_NotWired(address agent);
    error RtgsRail_CallerHoldsNothing(address caller);
    error RtgsRail_ReceiverIsZero();

    /// @notice The operator confirms that the money of each instruction came; each is delivered at once.
    /// @dev Where an instruction cannot be delivered any more, or not now, its money goes back: `MoneyReturned`. What
    /// was paid in again has another reference.
    /// @param amounts in the currency's smallest unit, each exactly what the instruction says
    /// @param references the payment system's, never zero, never used before
    function confirm(uint256[] calldata ids, uint128[] calldata amounts, bytes32[] calldata references) external;

    /// @notice The operator says that for these instructions no money came: they fail for the day.
    function refuse(uint256[] calldata ids) external;

    /// @notice The operator confirms that the whole amount due on an action came from a payer; the action is funded.
    function confirmFunding(
        IPayingAgent agent,
        uint256 actionId,
        address payer,
        uint256 amount,
        bytes32 paymentReference
    ) external;

    /// @notice The operator confirms that money for the claims of a bond came from a payer; it is held for them.
    /// @param amount in the currency's smallest unit, at most what is still owed
    function confirmRecovery(
        IRecoveries recoveries,
        address bond,
        address payer,
        uint128 amount,
        bytes32 paymentReference
    ) external;

    /// @notice What a contract that money was confirmed to lets another one take in the same transaction: once, and
    /// exactly so much.
    function approve(address taker, uint256 amount) external returns (bool);

    /// @notice A payment order of a contract that money was confirmed to: a paying agent, or who holds recoveries.
    function transfer(address to, uint256 amount) external returns (bool);

    /// @notice The payment a confirmation under way is for; nobody else's, and only once.
    function transferFrom(address payer, address payee, uint256 amount) external returns (bool);

    /// @notice Name of the money.
    function name() external view returns (string memory);

    /// @notice Its short name.
    function symbol() external view returns (string memory);

    /// @notice ISO 4217 code of its currency.
    function currency() external view returns (string memory);

    /// @notice Minor digits of the currency.
    function decimals() external view returns (uint8);

    /// @notice Zero: no money is on the chain.
    function balanceOf(address holder) external view returns (uint256);

    /// @notice Zero: no money is on the chain.
    function totalSupply() external view returns (uint256);

    /// @notice Whether a payment with that reference was confirmed before.
    function isUsed(bytes32 paymentReference) external view returns (bool);
}
