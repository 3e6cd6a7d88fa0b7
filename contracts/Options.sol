// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RoleBound} from "./RoleBound.sol";
import {Change, Due, IBondTerms, Period, Terms} from "./interfaces/IBondTerms.sol";
import {IBondToken} from "./interfaces/IBondToken.sol";
import {IInvestorRegister} from "./interfaces/IInvestorRegister.sol";
import {IOptions, Option, OptionKind} from "./interfaces/IOptions.sol";
import {IRoles, Role} from "./interfaces/IRoles.sol";
import {ISettlement} from "./interfaces/ISettlement.sol";
import {Money} from "./libraries/Money.sol";

/// @title Options
contract Options is IOptions, RoleBound {
    /// @notice Which account stands for a lost one is asked there.
    IInvestorRegister public immutable register;

    /// @notice Which bonds are in default is asked there: they trade flat.
    ISettlement public immutable settlement;

    mapping(address bond => Option[] options) private _options;
    mapping(address bond => mapping(uint256 option => bool)) private _exercised;

    /// @dev Number of the put that goes with a period, from 1; zero for none.
    mapping(address bond => mapping(uint16 periodIndex => uint256 number)) private _puts;

    /// @inheritdoc IOptions
    mapping(address bond => mapping(uint16 periodIndex => bool)) public isCalled;

    /// @inheritdoc IOptions
    mapping(address bond => mapping(uint16 periodIndex => uint64 units)) public electedUnits;

    /// @inheritdoc IOptions
    mapping(address bond => mapping(uint16 periodIndex => mapping(address holder => uint64 units))) public electedOf;

    constructor(IRoles roles_, IInvestorRegister register_, ISettlement settlement_) RoleBound(roles_) {
        (register, settlement) = (register_, settlement_);
    }

    /* MAKING */

    /// @inheritdoc IOptions
    function set(address bond, Option[] calldata options) external {
        IBondTerms terms = _requireIssuer(bond);
        require(_options[bond].length == 0, Options_SetAlready(bond));
        uint256 issued = IBondToken(bond).totalSupply();
        require(issued == 0, Options_IssuedAlready(bond, issued));
        for (uint256 i = 0; i < options.length; ++i) {
            require(_fits(terms, options[i]), Options_Unfit(i));
            if (options[i].kind == OptionKind.PUT) {
                require(_puts[bond][options[i].periodIndex] == 0, Options_Unfit(i));
                _puts[bond][options[i].periodIndex] = i + 1;
            }
            _options[bond].push(options[i]);
        }
        // Nobody may take a holder's put away by a call to the same date.
        for (uint256 i = 0; i < options.length; ++i) {
            bool clashes = _callsAll(options[i].kind) && _puts[bond][options[i].periodIndex] != 0;
            require(!clashes, Options_Unfit(i));
        }
        emit OptionsSet(bond, options);
    }

    /* THE ISSUER'S */

    /// @inheritdoc IOptions
    function exercise(address bond, uint256 option) external {
        IBondTerms terms = _requireIssuer(bond);
        Option memory chosen = _take(bond, option);
        if (_callsAll(chosen.kind)) _call(bond, terms, chosen);
        else if (chosen.kind == OptionKind.PART) _redeemPart(terms, chosen);
        else revert Options_KindIs(option, chosen.kind);
        emit OptionExercised(bond, option, chosen.kind, chosen.periodIndex, chosen.price, 0);
    }

    /// @inheritdoc IOptions
    function tap(address bond, uint256 option, uint64 units) external {
        IBondTerms terms = _requireIssuer(bond);
        Option memory chosen = _take(bond, option);
        require(chosen.kind == OptionKind.TAP, Options_KindIs(option, chosen.kind));
        require(units != 0, Options_NoUnits());
        require(units <= chosen.units, Options_TooManyUnits(units, chosen.units));
        uint256 next = 0;
        while (terms.period(next).recordAt <= block.timestamp) ++next;
        Change memory change = _unchanged(terms);
        change.offeredUnits += units;
        terms.amend(next, _periodsFrom(terms, next), change);
        emit OptionExercised(bond, option, chosen.kind, 0, 0, units);
    }

    /// @inheritdoc IOptions
    /// @dev Only what the issuer could also sell: what a court froze or a settlement waits for stays.
    function cancel(address bond, uint64 units) external {
        _requireIssuer(bond);
        require(units != 0, Options_NoUnits());
        IBondToken token = IBondToken(bond);
        // Holders of the last record date are repaid for the units they had then.
        require(token.recordId() < token.records(), Options_Closed(bond, token.finalRecordDate()));
        require(!token.isFrozen(msg.sender), Options_Frozen(msg.sender));
        uint256 available = token.availableOf(msg.sender);
        require(units <= available, Options_TooManyUnits(units, available));
        _requireMinimum(token, msg.sender, units);
        token.redeem(msg.sender, units);
        emit UnitsCancelled(bond, msg.sender, units);
    }

    /* THE HOLDERS' */

    /// @inheritdoc IOptions
    function elect(address bond, uint16 periodIndex, address holder, uint64 units) external {
        address inForce = register.accountInForce(holder);
        require(msg.sender == inForce, Options_CallerNotHolder(msg.sender, holder));
        IBondToken token = _wired(bond);
        uint256 option = _putOf(bond, periodIndex);
        _requireOpen(option, _options[bond][option]);
        require(token.bondTerms().period(periodIndex).factorAfter != 0, Options_NothingLeft(periodIndex));
        if (inForce != holder) token.recoveryAddress(holder, inForce, address(0));
        uint64 before = electedOf[bond][periodIndex][holder];
        electedOf[bond][periodIndex][holder] = units;
        electedUnits[bond][periodIndex] = electedUnits[bond][periodIndex] - before + units;
        if (units > before) token.lock(inForce, units - before);
        if (units < before) token.unlock(inForce, before - units);
        if (units != 0) _requireMinimum(token, inForce, units);
        emit Elected(bond, periodIndex, holder, units);
    }

    /// @inheritdoc IOptions
    function redeemElected(address bond, uint16 periodIndex, address holder, address payee)
        external
        returns (uint64 units, address issuer)
    {
        _requireRole(Role.PAYING_AGENT_CONTRACT);
        issuer = IBondToken(bond).bondTerms().terms().issuer;
        units = electedOf[bond][periodIndex][holder];
        IBondToken token = IBondToken(bond);
        // After the last record date everybody is repaid for the units held then, these among them.
        if (token.recordId() >= token.records()) return (0, issuer);
        uint256 held = token.balanceOf(payee);
        // A forced transfer passes locks: what is gone cannot be given back for money.
        if (held < units) units = uint64(held);
        if (units == 0) return (0, issuer);
        token.unlock(payee, units);
        token.redeem(payee, units);
    }

    /* VIEW */

    /// @inheritdoc IOptions
    function optionsOf(address bond) external view returns (Option[] memory) {
        return _options[bond];
    }

    /// @inheritdoc IOptions
    function isExercised(address bond, uint256 option) external view returns (bool) {
        return _exercised[bond][option];
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

    /* PRIVATE */

    /// @dev The period becomes the last, and repays all there is at the price of the call.
    function _call(address bond, IBondTerms terms, Option memory called) private {
        Period[] memory tail = new Period[](1);
        tail[0] = terms.period(called.periodIndex);
        require(tail[0].factorAfter != 0, Options_NothingLeft(called.periodIndex));
        tail[0].factorAfter = 0;
        Change memory change = _unchanged(terms);
        (change.maturityDate, change.redemptionPrice) = (tail[0].end, called.price);
        if (called.kind == OptionKind.CLEAN_UP) {
            uint256 left = IBondToken(bond).totalSupply();
            require(left <= called.units, Options_TooManyUnits(left, called.units));
        }
        isCalled[bond][called.periodIndex] = true;
        terms.amend(called.periodIndex, tail, change);
    }

    /// @dev Instalments to come stay as large as they were; the last one shrinks.
    function _redeemPart(IBondTerms terms, Option memory part) private {
        Period[] memory tail = _periodsFrom(terms, part.periodIndex);
        for (uint256 i = 0; i + 1 < tail.length; ++i) {
            require(part.factor < tail[i].factorAfter, Options_NothingLeft(uint16(part.periodIndex + i)));
            tail[i].factorAfter -= part.factor;
        }
        require(tail.length > 1, Options_NothingLeft(part.periodIndex));
        terms.amend(part.periodIndex, tail, _unchanged(terms));
    }

    function _take(address bond, uint256 option) private returns (Option memory chosen) {
        require(option < _options[bond].length, Options_Unknown(bond, option));
        // What is owed in a default is not the issuer's to change.
        require(!settlement.tradesFlat(bond), Options_InDefault(bond));
        chosen = _options[bond][option];
        require(!_exercised[bond][option], Options_ExercisedAlready(option));
        _requireOpen(option, chosen);
        _exercised[bond][option] = true;
    }

    function _fits(IBondTerms terms, Option calldata option) private view returns (bool) {
        if (option.noticeFrom >= option.noticeUntil) return false;
        if (option.kind == OptionKind.TAP) {
            uint40 lastRecord = terms.period(terms.periods() - 1).recordAt;
            return option.units != 0 && option.periodIndex == 0 && option.noticeUntil <= lastRecord;
        }
        if (option.periodIndex >= terms.periods()) return false;
        Period memory paid = terms.period(option.periodIndex);
        if (option.noticeUntil > paid.recordAt || paid.factorAfter == 0) return false;
        if (option.kind == OptionKind.PART) return option.factor != 0 && option.factor < paid.factorAfter;
        return option.price != 0 && (option.kind != OptionKind.CLEAN_UP || option.units != 0);
    }

    function _callsAll(OptionKind kind) private pure returns (bool) {
        return kind == OptionKind.CALL || kind == OptionKind.TAX_CALL || kind == OptionKind.CLEAN_UP;
    }

    function _periodsFrom(IBondTerms terms, uint256 from) private view returns (Period[] memory tail) {
        uint256 count = terms.periods();
        require(from < count, Options_NothingLeft(uint16(from)));
        tail = new Period[](count - from);
        for (uint256 i = 0; i < tail.length; ++i) {
            tail[i] = terms.period(from + i);
        }
    }

    function _unchanged(IBondTerms terms) private view returns (Change memory) {
        Terms memory agreed = terms.terms();
        return Change(agreed.maturityDate, agreed.redemptionPrice, agreed.offeredUnits);
    }

    function _putOf(address bond, uint16 periodIndex) private view returns (uint256) {
        uint256 number = _puts[bond][periodIndex];
        require(number != 0, Options_NoPut(bond, periodIndex));
        return number - 1;
    }

    function _requireOpen(uint256 option, Option memory chosen) private view {
        bool open = chosen.noticeFrom <= block.timestamp && block.timestamp < chosen.noticeUntil;
        require(open, Options_WindowClosed(option, chosen.noticeFrom, chosen.noticeUntil, block.timestamp));
    }

    /// @dev What is left without these units is nothing or at least the minimum denomination.
    function _requireMinimum(IBondToken token, address holder, uint256 units) private view {
        (uint64 minimumUnits,) = token.bondTerms().sizes();
        uint256 held = token.balanceOf(holder);
        uint256 left = units < held ? held - units : 0;
        require(left == 0 || left >= minimumUnits, Options_BelowMinimum(holder, left, minimumUnits));
    }

    function _requireIssuer(address bond) private view returns (IBondTerms terms) {
        terms = _wired(bond).bondTerms();
        address issuer = register.accountInForce(terms.terms().issuer);
        require(msg.sender == issuer, Options_CallerNotIssuer(msg.sender, issuer));
    }

    function _wired(address bond) private view returns (IBondToken) {
        require(roles.has(Role.BOND_CONTRACT, bond), Options_NotWired(bond));
        return IBondToken(bond);
    }
}
