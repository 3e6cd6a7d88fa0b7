// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RoleBound} from "./RoleBound.sol";
import {IBondToken} from "./interfaces/IBondToken.sol";
import {IInvestorRegister} from "./interfaces/IInvestorRegister.sol";
import {Role} from "./interfaces/IRoles.sol";
import {Economics, Instruction, ISettlement, Status, TransactionType} from "./interfaces/ISettlement.sol";

/// @title The instructions: what may be entered, what is stored, and who is a side of it
/// @dev A side whose account was replaced in the register is the account in force: it acts, delivers and is paid.
abstract contract Instructions is ISettlement, RoleBound {
    uint8 internal constant DELIVERER = 1;
    uint8 internal constant RECEIVER = 2;
    uint8 internal constant BOTH = 3;

    mapping(uint256 id => Instruction stored) internal _instructions;

    /// @inheritdoc ISettlement
    uint256 public instructions;

    /// @inheritdoc ISettlement
    mapping(address bond => bool) public tradesFlat;

    /// @notice Which account stands for a side is asked there.
    IInvestorRegister public immutable register;

    constructor(IInvestorRegister register_) {
        register = register_;
    }

    /// @inheritdoc ISettlement
    function setFlat(address bond, bool isFlat) external {
        _requireRole(Role.AMENDING_CONTRACT);
        if (tradesFlat[bond] == isFlat) return;
        tradesFlat[bond] = isFlat;
        emit FlatSet(bond, isFlat);
    }

    /* VIEW */

    /// @inheritdoc ISettlement
    function instruction(uint256 id) external view returns (Instruction memory) {
        return _known(id);
    }

    /// @inheritdoc ISettlement
    function payment(uint256 id) external view returns (address cash, address payer, address payee, uint256 amount) {
        Instruction memory stored = _known(id);
        stored.deliverer = register.accountInForce(stored.deliverer);
        stored.receiver = register.accountInForce(stored.receiver);
        cash = stored.cash;
        (payer, payee, amount) = _paymentOf(stored);
    }

    /// @inheritdoc ISettlement
    function hashEconomics(Economics calldata economics) public pure returns (bytes32) {
        return keccak256(abi.encode(economics));
    }

    /* INTERNAL */

    function _enter(Economics calldata economics) internal returns (uint256 id) {
        _requireValid(economics);
        id = ++instructions;
        Instruction storage stored = _instructions[id];
        stored.deliverer = economics.deliverer;
        stored.units = economics.units;
        stored.tradeDate = economics.tradeDate;
        stored.receiver = economics.receiver;
        stored.intendedDate = economics.intendedDate;
        stored.expiryDate = economics.expiryDate;
        stored.accruedDays = economics.accruedDays;
        stored.transactionType = economics.transactionType;
        stored.bond = economics.bond;
        stored.cleanAmount = economics.cleanAmount;
        stored.cash = economics.cash;
        stored.accruedAmount = economics.accruedAmount;
        stored.price = economics.price;
        stored.opensAt = economics.opensAt;
        stored.expiresAt = economics.expiresAt;
        stored.linkedId = economics.linkedId;
        stored.economicsHash = hashEconomics(economics);
        emit Instructed(id, msg.sender, economics);
    }

    function _requireValid(Economics calldata economics) private view {
        require(economics.deliverer != economics.receiver, Settlement_SameSide(economics.deliverer));
        require(roles.has(Role.BOND_CONTRACT, economics.bond), Settlement_NotWired(economics.bond));
        bool cashWired = economics.cash == address(0) || roles.has(Role.CASH_CONTRACT, economics.cash);
        require(cashWired, Settlement_NotWired(economics.cash));
        bool flat = economics.accruedAmount != 0 && tradesFlat[economics.bond];
        require(!flat, Settlement_TradesFlat(economics.bond, economics.accruedAmount));
        bool priced = economics.cleanAmount != 0 || economics.accruedAmount != 0;
        require(!priced || economics.cash != address(0), Settlement_AmountWithoutCash());
        require(
            economics.tradeDate <= economics.intendedDate && economics.intendedDate <= economics.expiryDate,
            Settlement_DatesUnordered(economics.tradeDate, economics.intendedDate, economics.expiryDate)
        );
        require(
            economics.opensAt < economics.expiresAt && block.timestamp < economics.expiresAt,
            Settlement_WindowClosed(economics.opensAt, economics.expiresAt, block.timestamp)
        );
        if (economics.units == 0) return;
        uint32 finalRecordDate = IBondToken(economics.bond).finalRecordDate();
        require(
            economics.intendedDate <= finalRecordDate,
            Settlement_DueAfterFinalRecord(economics.intendedDate, finalRecordDate)
        );
    }

    function _known(uint256 id) internal view returns (Instruction storage stored) {
        stored = _instructions[id];
        require(stored.status != Status.NONE, Settlement_UnknownInstruction(id));
    }

    /// @dev Both sides, where one account took the place of the other's too.
    function _sideOf(uint256 id, address caller) internal view returns (uint8 side) {
        if (caller == register.accountInForce(_instructions[id].deliverer)) side = DELIVERER;
        if (caller == register.accountInForce(_instructions[id].receiver)) side |= RECEIVER;
        require(side != 0, Settlement_CallerNotSide(id, caller));
    }

    /// @dev Of a claim the deliverer gives the money.
    function _paymentOf(Instruction memory stored)
        internal
        pure
        returns (address payer, address payee, uint256 amount)
    {
        bool claim = stored.transactionType == TransactionType.CLAI;
        (payer, payee) = claim ? (stored.deliverer, stored.receiver) : (stored.receiver, stored.deliverer);
        amount = uint256(stored.cleanAmount) + stored.accruedAmount;
    }

    function _ended(Status status) internal pure returns (bool) {
        return status == Status.SETTLED || status == Status.CANCELLED;
    }

    /// @dev Only what two parties agreed between themselves is theirs to enter, to preposition and to cancel.
    function _requireBilateral(TransactionType kind) internal pure {
        require(kind == TransactionType.TRAD || kind == TransactionType.OWNI, Settlement_TypeNotAllowed(kind));
    }
}
