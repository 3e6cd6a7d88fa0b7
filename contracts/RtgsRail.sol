// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RoleBound} from "./RoleBound.sol";
import {IPayingAgent} from "./interfaces/IPayingAgent.sol";
import {IRecoveries} from "./interfaces/IRecoveries.sol";
import {IRoles, Role} from "./interfaces/IRoles.sol";
import {IRtgsRail} from "./interfaces/IRtgsRail.sol";
import {ISettlement} from "./interfaces/ISettlement.sol";

/// @title RtgsRail
contract RtgsRail is IRtgsRail, RoleBound {
    /// @notice Where instructions are read, delivered and failed.
    ISettlement public immutable settlement;

    /// @inheritdoc IRtgsRail
    uint8 public immutable decimals;

    /// @inheritdoc IRtgsRail
    string public name;

    /// @inheritdoc IRtgsRail
    string public symbol;

    /// @inheritdoc IRtgsRail
    string public currency;

    /// @inheritdoc IRtgsRail
    mapping(bytes32 paymentReference => bool) public isUsed;

    /// @dev The one payment that may take place now, as a hash; zero between confirmations.
    bytes32 private transient _confirmed;

    constructor(
        string memory name_,
        string memory symbol_,
        string memory currency_,
        uint8 decimals_,
        IRoles roles_,
        ISettlement settlement_
    ) RoleBound(roles_) {
        name = name_;
        symbol = symbol_;
        currency = currency_;
        decimals = decimals_;
        settlement = settlement_;
    }

    /* OPERATOR */

    /// @inheritdoc IRtgsRail
    function confirm(uint256[] calldata ids, uint128[] calldata amounts, bytes32[] calldata references) external {
        _requireRole(Role.RAIL_OPERATOR);
        bool sameLength = ids.length == amounts.length && ids.length == references.length;
        require(sameLength, RtgsRail_LengthMismatch(ids.length, amounts.length, references.length));
        for (uint256 i = 0; i < ids.length; ++i) {
            _confirm(ids[i], amounts[i], references[i]);
        }
    }

    /// @inheritdoc IRtgsRail
    function refuse(uint256[] calldata ids) external {
        _requireRole(Role.RAIL_OPERATOR);
        settlement.failAwaited(ids);
    }

    /// @inheritdoc IRtgsRail
    function confirmFunding(
        IPayingAgent agent,
        uint256 actionId,
        address payer,
        uint256 amount,
        bytes32 paymentReference
    ) external {
        _requireRole(Role.RAIL_OPERATOR);
        require(roles.has(Role.PAYING_AGENT_CONTRACT, address(agent)), RtgsRail_NotWired(address(agent)));
        uint256 due = agent.amountDue(actionId);
        require(amount == due, RtgsRail_AmountDiffers(actionId, amount, due));
        _use(paymentReference);
        emit FundingConfirmed(actionId, paymentReference, address(agent), amount);
        _confirmed = _hash(address(agent), payer, address(agent), amount);
        agent.fundFrom(actionId, payer);
        _confirmed = 0;
    }

    /// @inheritdoc IRtgsRail
    function confirmRecovery(
        IRecoveries recoveries,
        address bond,
        address payer,
        uint128 amount,
        bytes32 paymentReference
    ) external {
        _requireRole(Role.RAIL_OPERATOR);
        require(roles.has(Role.AMENDING_CONTRACT, address(recoveries)), RtgsRail_NotWired(address(recoveries)));
        _use(paymentReference);
        emit RecoveryConfirmed(bond, paymentReference, address(recoveries), amount);
        _confirmed = _hash(address(recoveries), payer, address(recoveries), amount);
        recoveries.payInFrom(bond, payer, amount);
        _confirmed = 0;
    }

    /* PAYMENTS */

    /// @inheritdoc IRtgsRail
    function approve(address taker, uint256 amount) external returns (bool) {
        _requireRole(Role.AMENDING_CONTRACT);
        _confirmed = _hash(taker, msg.sender, taker, amount);
        return true;
    }

    /// @inheritdoc IRtgsRail
    function transfer(address to, uint256 amount) external returns (bool) {
        bool holds = roles.has(Role.PAYING_AGENT_CONTRACT, msg.sender) || roles.has(Role.AMENDING_CONTRACT, msg.sender);
        require(holds, RtgsRail_CallerHoldsNothing(msg.sender));
        require(to != address(0), RtgsRail_ReceiverIsZero());
        emit Transfer(msg.sender, to, amount);
        return true;
    }

    /// @inheritdoc IRtgsRail
    function transferFrom(address payer, address payee, uint256 amount) external returns (bool) {
        bool confirmed = _confirmed == _hash(msg.sender, payer, payee, amount);
        require(confirmed, RtgsRail_NotConfirmed(msg.sender, payer, payee, amount));
        _confirmed = 0;
        emit Transfer(payer, payee, amount);
        return true;
    }

    /* VIEW */

    /// @inheritdoc IRtgsRail
    function balanceOf(address) external pure returns (uint256) {
        return 0;
    }

    /// @inheritdoc IRtgsRail
    function totalSupply() external pure returns (uint256) {
        return 0;
    }

    /* PRIVATE */

    function _confirm(uint256 id, uint256 amount, bytes32 paymentReference) private {
        (address cash, address payer, address payee, uint256 due) = settlement.payment(id);
        require(cash == address(this), RtgsRail_OtherMoney(id, cash));
        require(amount == due, RtgsRail_AmountDiffers(id, amount, due));
        _use(paymentReference);
        emit MoneyConfirmed(id, paymentReference, amount);
        _confirmed = _hash(address(settlement), payer, payee, amount);
        uint256[] memory one = new uint256[](1);
        one[0] = id;
        settlement.settle(one);
        // Nobody took it: not delivered, so not paid. Nothing is not taken either way.
        bool taken = _confirmed == 0 || amount == 0;
        _confirmed = 0;
        if (taken) return;
        emit MoneyReturned(id, paymentReference, payer, amount);
    }

    function _use(bytes32 paymentReference) private {
        require(paymentReference != 0, RtgsRail_ReferenceIsZero());
        require(!isUsed[paymentReference], RtgsRail_ReferenceUsed(paymentReference));
        isUsed[paymentReference] = true;
    }

    function _hash(address taker, address payer, address payee, uint256 amount) private pure returns (bytes32) {
        return keccak256(abi.encode(taker, payer, payee, amount));
    }
}
