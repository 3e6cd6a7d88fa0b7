// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Elections} from "./Elections.sol";
import {RoleBound} from "./RoleBound.sol";
import {Change, CouponKind, IBondTerms, Period, Terms} from "./interfaces/IBondTerms.sol";
import {IBondToken} from "./interfaces/IBondToken.sol";
import {IInvestorRegister} from "./interfaces/IInvestorRegister.sol";
import {IOptions, Option, OptionKind} from "./interfaces/IOptions.sol";
import {IRoles} from "./interfaces/IRoles.sol";
import {ISettlement} from "./interfaces/ISettlement.sol";
import {Money} from "./libraries/Money.sol";

/// @title Options
contract Options is Elections {
    mapping(address bond => mapping(uint256 option => bool)) private _exercised;

    /// @inheritdoc IOptions
    mapping(address bond => mapping(uint16 periodIndex => bool)) public isCalled;

    constructor(IRoles roles_, IInvestorRegister register_, ISettlement settlement_)
        RoleBound(roles_)
        Elections(register_, settlement_)
    {}

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
        // The last period stands for all: what was announced of an earlier one holds.
        uint256 last = terms.periods() - 1;
        Change memory change = _unchanged(terms);
        change.offeredUnits += units;
        terms.amend(last, _periodsFrom(terms, last), change);
        emit OptionExercised(bond, option, chosen.kind, 0, 0, units);
    }

    /// @inheritdoc IOptions
    /// @dev Only what the issuer could also sell: what a court froze or a settlement waits for stays.
    function cancel(address bond, uint64 units) external {
        _requireIssuer(bond);
        require(units != 0, Options_NoUnits());
        // What is recovered is shared among all units, its own too.
        require(!settlement.tradesFlat(bond), Options_InDefault(bond));
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

    /* VIEW */

    /// @inheritdoc IOptions
    function optionsOf(address bond) external view returns (Option[] memory) {
        return _options[bond];
    }

    /// @inheritdoc IOptions
    function isExercised(address bond, uint256 option) external view returns (bool) {
        return _exercised[bond][option];
    }

    /* PRIVATE */

    /// @dev The period becomes the last, and repays all there is at the price of the call.
    function _call(address bond, IBondTerms terms, Option memory called) private {
        Period[] memory tail = _periods(terms, called.periodIndex, 1);
        require(tail[0].factorAfter != 0, Options_NothingLeft(called.periodIndex));
        tail[0].factorAfter = 0;
        Change memory change = _unchanged(terms);
        (change.maturityDate, change.redemptionPrice) = (tail[0].end, called.price);
        if (called.kind == OptionKind.CLEAN_UP) {
            uint256 left = IBondToken(bond).totalSupply() * terms.factorBefore(called.periodIndex);
            left = Math.ceilDiv(left, Money.RATE_ONE);
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

    function _periodsFrom(IBondTerms terms, uint256 from) private view returns (Period[] memory) {
        uint256 count = terms.periods();
        require(from < count, Options_NothingLeft(uint16(from)));
        return _periods(terms, from, count - from);
    }

    /// @dev As agreed: a floating rate that was fixed stays with its period, and is no part of the terms.
    function _periods(IBondTerms terms, uint256 from, uint256 count) private view returns (Period[] memory agreed) {
        (CouponKind kind,,) = terms.couponForm();
        agreed = new Period[](count);
        for (uint256 i = 0; i < count; ++i) {
            agreed[i] = terms.period(from + i);
            if (kind == CouponKind.FLOATING) agreed[i].rate = 0;
        }
    }

    function _unchanged(IBondTerms terms) private view returns (Change memory) {
        Terms memory agreed = terms.terms();
        return Change(agreed.maturityDate, agreed.redemptionPrice, agreed.offeredUnits, agreed.reset.spread);
    }

    function _requireIssuer(address bond) private view returns (IBondTerms terms) {
        terms = _wired(bond).bondTerms();
        address issuer = register.accountInForce(terms.terms().issuer);
        require(msg.sender == issuer, Options_CallerNotIssuer(msg.sender, issuer));
    }
}
