// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RoleBound} from "./RoleBound.sol";
import {Due, IBondTerms, Period, Terms} from "./interfaces/IBondTerms.sol";
import {IBondToken} from "./interfaces/IBondToken.sol";
import {IInvestorRegister} from "./interfaces/IInvestorRegister.sol";
import {IOptions, Option} from "./interfaces/IOptions.sol";
import {Action, ActionKind, ActionStatus, IPayingAgent} from "./interfaces/IPayingAgent.sol";
import {Role} from "./interfaces/IRoles.sol";
import {ISettlement} from "./interfaces/ISettlement.sol";
import {Money} from "./libraries/Money.sol";

/// @title What holders choose: units they elect to have repaid
abstract contract Elections is IOptions, RoleBound {
    /// @notice Which account stands for a lost one is asked there.
    IInvestorRegister public immutable register;

    /// @notice Which bonds are in default is asked there: they trade flat.
    ISettlement public immutable settlement;

    mapping(address bond => Option[] options) internal _options;

    /// @dev Number of the put that goes with a period, from 1; zero for none.
    mapping(address bond => mapping(uint16 periodIndex => uint256 number)) internal _puts;

    /// @inheritdoc IOptions
    mapping(address bond => mapping(uint16 periodIndex => uint64 units)) public electedUnits;

    /// @inheritdoc IOptions
    mapping(address bond => mapping(uint16 periodIndex => mapping(address holder => uint64 units))) public electedOf;

    constructor(IInvestorRegister register_, ISettlement settlement_) {
        (register, settlement) = (register_, settlement_);
    }

    /// @inheritdoc IOptions
    function elect(address bond, uint16 periodIndex, address holder, uint64 units) external {
        address inForce = register.accountInForce(holder);
        require(msg.sender == inForce, Options_CallerNotHolder(msg.sender, holder));
        IBondToken token = _wired(bond);
        uint256 option = _putOf(bond, periodIndex);
        bool isVoid = _isVoid(token.bondTerms(), periodIndex);
        // Whoever waits for a payment that will never come may have its units back, whatever the day.
        if (units != 0 || !isVoid) {
            Option memory put = _options[bond][option];
            _requireOpen(option, put);
            require(!isVoid, Options_NothingLeft(periodIndex));
            // New terms may have brought the record date forward, when what was elected is counted.
            put.noticeUntil = token.bondTerms().period(periodIndex).recordAt;
            _requireOpen(option, put);
            bool isMore = units > electedOf[bond][periodIndex][holder];
            // In a default nobody gets ahead of the others.
            require(!isMore || !settlement.tradesFlat(bond), Options_InDefault(bond));
        }
        _elect(token, periodIndex, holder, inForce, units);
    }

    /// @inheritdoc IOptions
    function release(IPayingAgent paying, uint256 actionId, address holder) external {
        require(roles.has(Role.PAYING_AGENT_CONTRACT, address(paying)), Options_NotWired(address(paying)));
        Action memory put = paying.action(actionId);
        bool isOver = put.kind == ActionKind.BPUT && put.status == ActionStatus.CANCELLED;
        require(isOver, Options_StillDue(actionId));
        require(electedOf[put.bond][put.periodIndex][holder] != 0, Options_NoUnits());
        _elect(IBondToken(put.bond), put.periodIndex, holder, register.accountInForce(holder), 0);
    }

    /// @inheritdoc IOptions
    function redeemElected(address bond, uint16 periodIndex, address holder, address payee)
        external
        returns (uint64 units, address issuer)
    {
        _requireRole(Role.PAYING_AGENT_CONTRACT);
        IBondToken token = IBondToken(bond);
        IBondTerms terms = token.bondTerms();
        issuer = terms.terms().issuer;
        units = electedOf[bond][periodIndex][holder];
        // After the last record date everybody is repaid for the units held then, these among them.
        if (token.recordId() >= token.records()) return (0, issuer);
        uint256 held = token.balanceOf(payee);
        // A forced transfer passes locks: what is gone cannot be given back for money.
        if (held < units) units = uint64(held);
        if (units == 0) return (0, issuer);
        token.unlock(payee, units);
        // Came so late that an instalment repaid a part of them: they stay, and are repaid like all others.
        if (_repaidSince(terms, periodIndex)) return (0, issuer);
        token.redeem(payee, units);
    }

    /// @inheritdoc IOptions
    function putDue(address bond, uint16 periodIndex) external view returns (Due memory told) {
        Option memory put = _options[bond][_putOf(bond, periodIndex)];
        IBondTerms terms = IBondToken(bond).bondTerms();
        Period memory paid = terms.period(periodIndex);
        // Called meanwhile: everybody is repaid.
        require(paid.factorAfter != 0, Options_NothingLeft(periodIndex));
        Terms memory agreed = terms.terms();
        told.cash = agreed.rails[0];
        told.recordDate = paid.recordDate;
        told.exDate = paid.exDate;
        told.dueDate = paid.dueDate;
        told.paymentDate = paid.paymentDate;
        told.periodStart = paid.start;
        told.periodEnd = paid.end;
        told.recordAt = paid.recordAt;
        told.fundingCutoff = paid.fundingCutoff;
        told.payableFrom = paid.payableFrom;
        told.roundingBasis = agreed.roundingBasis;
        told.amountNum = uint256(paid.factorAfter) * agreed.calculationAmount * put.price;
        told.amountDen = Money.RATE_ONE * Money.PAR;
    }

    /* INTERNAL */

    function _putOf(address bond, uint16 periodIndex) internal view returns (uint256) {
        uint256 number = _puts[bond][periodIndex];
        require(number != 0, Options_NoPut(bond, periodIndex));
        return number - 1;
    }

    function _requireOpen(uint256 option, Option memory chosen) internal view {
        bool open = chosen.noticeFrom <= block.timestamp && block.timestamp < chosen.noticeUntil;
        require(open, Options_WindowClosed(option, chosen.noticeFrom, chosen.noticeUntil, block.timestamp));
    }

    /// @dev What is left without these units is nothing or at least the minimum denomination.
    function _requireMinimum(IBondToken token, address holder, uint256 units) internal view {
        (uint64 minimumUnits,) = token.bondTerms().sizes();
        uint256 held = token.balanceOf(holder);
        uint256 left = units < held ? held - units : 0;
        require(left == 0 || left >= minimumUnits, Options_BelowMinimum(holder, left, minimumUnits));
    }

    function _wired(address bond) internal view returns (IBondToken) {
        require(roles.has(Role.BOND_CONTRACT, bond), Options_NotWired(bond));
        return IBondToken(bond);
    }

    /* PRIVATE */

    /// @dev Locked where it is, at the account in force.
    function _elect(IBondToken token, uint16 periodIndex, address holder, address inForce, uint64 units) private {
        address bond = address(token);
        if (inForce != holder) token.recoveryAddress(holder, inForce, address(0));
        uint64 before = electedOf[bond][periodIndex][holder];
        electedOf[bond][periodIndex][holder] = units;
        electedUnits[bond][periodIndex] = electedUnits[bond][periodIndex] - before + units;
        if (units > before) token.lock(inForce, units - before);
        if (units < before) token.unlock(inForce, before - units);
        if (units != 0) _requireMinimum(token, inForce, units);
        emit Elected(bond, periodIndex, holder, units);
    }

    /// @dev Whether the record date of a part of principal closed after that of a put.
    function _repaidSince(IBondTerms terms, uint256 periodIndex) private view returns (bool) {
        uint256 count = terms.periods();
        uint256 left = terms.period(periodIndex).factorAfter;
        for (uint256 i = periodIndex + 1; i < count; ++i) {
            Period memory later = terms.period(i);
            if (later.recordAt > block.timestamp) break;
            if (later.factorAfter != left) return true;
        }
        return false;
    }

    /// @dev A payment that new terms took away, or that repays everybody: no put goes with it.
    function _isVoid(IBondTerms terms, uint16 periodIndex) private view returns (bool) {
        return periodIndex >= terms.periods() || terms.period(periodIndex).factorAfter == 0;
    }
}
