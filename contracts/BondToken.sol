// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {ERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";

import {RecordDates} from "./RecordDates.sol";
import {RoleBound} from "./RoleBound.sol";
import {IBondToken, Period, Terms} from "./interfaces/IBondToken.sol";
import {IInvestorRegister, Refusal} from "./interfaces/IInvestorRegister.sol";
import {IRoles, Role} from "./interfaces/IRoles.sol";
import {AccountWord} from "./libraries/AccountWord.sol";
import {DayCount} from "./libraries/DayCount.sol";
import {Money} from "./libraries/Money.sol";

/// @title BondToken
contract BondToken is ERC20, ERC165, RoleBound, RecordDates {
    /// @notice Who may send and receive is asked there.
    IInvestorRegister public immutable register;

    constructor(
        string memory name_,
        string memory symbol_,
        IRoles roles_,
        IInvestorRegister register_,
        Terms memory terms_,
        Period[] memory periods_
    ) ERC20(name_, symbol_) RoleBound(roles_) RecordDates(terms_, periods_) {
        register = register_;
    }

    /* HOLDERS */

    /// @inheritdoc IBondToken
    function batchTransfer(address[] calldata to, uint256[] calldata units) external {
        require(to.length == units.length, BondToken_LengthMismatch(to.length, units.length));
        for (uint256 i = 0; i < to.length; ++i) {
            _transfer(msg.sender, to[i], units[i]);
        }
    }

    /// @inheritdoc IERC20
    /// @dev Who moves another's units is barred as if they were its own.
    function transferFrom(address from, address to, uint256 units) public override(ERC20, IERC20) returns (bool) {
        if (!register.canSend(msg.sender)) revert BondToken_Refused(msg.sender, to, Refusal.SENDER_SANCTIONED);
        require(!_words[msg.sender].isFrozen(), BondToken_AccountFrozen(msg.sender));
        return super.transferFrom(from, to, units);
    }

    /* SETTLEMENT */

    /// @inheritdoc IBondToken
    function issue(address to, uint256 units) external {
        _requireRole(Role.SETTLEMENT_CONTRACT);
        _mint(to, units);
    }

    /// @inheritdoc IBondToken
    function deliver(address from, address to, uint256 units) external {
        _requireRole(Role.SETTLEMENT_CONTRACT);
        _transfer(from, to, units);
    }

    /// @inheritdoc IBondToken
    function deliverLocked(address from, address to, uint256 units) external {
        _requireRole(Role.SETTLEMENT_CONTRACT);
        _unlock(from, units);
        _transfer(from, to, units);
    }

    /// @inheritdoc IBondToken
    function lock(address holder, uint256 units) external {
        _requireRole(Role.SETTLEMENT_CONTRACT);
        AccountWord word = _words[holder];
        _requireAvailable(holder, word, units);
        _words[holder] = word.withLocked(word.locked() + units);
        emit Locked(holder, units);
    }

    /// @inheritdoc IBondToken
    function unlock(address holder, uint256 units) external {
        _requireRole(Role.SETTLEMENT_CONTRACT);
        _unlock(holder, units);
    }

    /// @inheritdoc IBondToken
    function redeem(address holder, uint256 units) external {
        _requireRole(Role.PAYING_AGENT_CONTRACT);
        _burn(holder, units);
    }

    /* FREEZES */

    /// @inheritdoc IBondToken
    function freeze(address[] calldata accounts) external {
        _setFrozen(accounts, true);
    }

    /// @inheritdoc IBondToken
    function unfreeze(address[] calldata accounts) external {
        _setFrozen(accounts, false);
    }

    /// @inheritdoc IBondToken
    function setFrozenTokens(address holder, uint256 units) external returns (bool) {
        _requireRegistrarOrRegulator();
        // More than the word holds is as frozen as everything.
        uint256 frozen = units > type(uint64).max ? type(uint64).max : units;
        _words[holder] = _words[holder].withFrozen(frozen);
        emit Frozen(holder, frozen);
        return true;
    }

    /* VIEW */

    /// @inheritdoc IERC20
    function balanceOf(address holder) public view override(ERC20, IERC20) returns (uint256) {
        return _words[holder].units();
    }

    /// @inheritdoc IERC20
    function totalSupply() public view override(ERC20, IERC20) returns (uint256) {
        return _config.supply;
    }

    /// @inheritdoc IERC20Metadata
    function decimals() public pure override(ERC20, IERC20Metadata) returns (uint8) {
        return 0;
    }

    /// @inheritdoc IBondToken
    function availableOf(address holder) external view returns (uint256) {
        return _words[holder].available();
    }

    /// @inheritdoc IBondToken
    function interestPerUnit(uint256 index)
        external
        view
        returns (uint256 numerator, uint256 denominator, uint256 accrualNum, uint256 accrualDen)
    {
        Period memory interest = _period(index);
        Terms storage inForce = _termsInForce();
        (accrualNum, accrualDen) = DayCount.fraction(inForce.dayCount, interest.start, interest.end);
        numerator = uint256(inForce.calculationAmount) * interest.rate * accrualNum;
        denominator = Money.RATE_ONE * accrualDen;
    }

    /// @notice ERC-165: this interface, ERC-20, its metadata, and ERC-6372.
    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return interfaceId == type(IBondToken).interfaceId || interfaceId == type(IERC20).interfaceId
            || interfaceId == type(IERC20Metadata).interfaceId || interfaceId == type(IERC6372).interfaceId
            || super.supportsInterface(interfaceId);
    }

    /* THE ONE PATH OF EVERY MOVEMENT */

    /// @dev Issue, transfer and redemption all end here.
    function _update(address from, address to, uint256 units) internal override {
        _strike();
        if (from == address(0)) _issue(to, units);
        else if (to == address(0)) _redeem(from, units);
        else _move(from, to, units);
        emit Transfer(from, to, units);
    }

    function _move(address from, address to, uint256 units) private {
        // Read field by field, from one word, so that nothing goes through memory.
        (uint256 struck, uint256 minimumUnits) = (_config.recordId, _config.minimumUnits);
        if (struck >= _config.finalRecordId) revert BondToken_Closed(_config.finalRecordDate);
        AccountWord sender = _words[from];
        AccountWord receiver = _words[to];
        _requireAvailable(from, sender, units);
        uint256 receiverAfter = receiver.units();
        unchecked {
            // Both are at most the supply.
            if (from != to) receiverAfter += units;
        }
        Refusal refusal = register.refusal(address(this), from, to, receiverAfter);
        if (refusal != Refusal.NONE) revert BondToken_Refused(from, to, refusal);
        require(!sender.isFrozen(), BondToken_AccountFrozen(from));
        require(!receiver.isFrozen(), BondToken_AccountFrozen(to));
        // To oneself nothing changes; two copies of one word would.
        if (from == to) return;
        uint256 senderAfter;
        unchecked {
            // At most what is available, and so what is owned.
            senderAfter = sender.units() - units;
        }
        _requireMinimum(from, senderAfter, minimumUnits);
        _requireMinimum(to, receiverAfter, minimumUnits);
        _words[from] = _snapshot(from, sender, struck).withUnits(senderAfter);
        _words[to] = _snapshot(to, receiver, struck).withUnits(receiverAfter);
    }

    function _issue(address to, uint256 units) private {
        Config memory config = _config;
        require(config.recordId < config.finalRecordId, BondToken_Closed(config.finalRecordDate));
        uint256 supplyAfter = config.supply + units;
        uint256 offered = _termsInForce().offeredUnits;
        require(supplyAfter <= offered, BondToken_AboveOffered(supplyAfter, offered));
        AccountWord receiver = _words[to];
        uint256 receiverAfter = receiver.units() + units;
        Refusal refusal = register.receiverRefusal(address(this), to, receiverAfter);
        if (refusal != Refusal.NONE) revert BondToken_Refused(address(0), to, refusal);
        require(!receiver.isFrozen(), BondToken_AccountFrozen(to));
        _requireMinimum(to, receiverAfter, config.minimumUnits);
        _words[to] = _snapshot(to, receiver, config.recordId).withUnits(receiverAfter);
        _snapshotSupply(config);
        config.supply = uint64(supplyAfter);
        _config = config;
    }

    /// @dev What blocks the holder does not stop a redemption; locks fall with the units under them.
    function _redeem(address from, uint256 units) private {
        Config memory config = _config;
        AccountWord holder = _words[from];
        if (units > holder.units()) _revertInsufficient(from, holder, units);
        uint256 unitsAfter = holder.units() - units;
        AccountWord redeemed = _snapshot(from, holder, config.recordId).withUnits(unitsAfter);
        if (holder.locked() > unitsAfter) {
            emit Unlocked(from, holder.locked() - unitsAfter);
            redeemed = redeemed.withLocked(unitsAfter);
        }
        _words[from] = redeemed;
        _snapshotSupply(config);
        config.supply -= uint64(units);
        _config = config;
    }

    /* PRIVATE */

    /// @dev Fewer may be locked than asked for, after a redemption took locked units; then what is left is released.
    function _unlock(address holder, uint256 units) private {
        AccountWord word = _words[holder];
        uint256 released = units < word.locked() ? units : word.locked();
        _words[holder] = word.withLocked(word.locked() - released);
        emit Unlocked(holder, released);
    }

    function _setFrozen(address[] calldata accounts, bool isFrozen) private {
        _requireRegistrarOrRegulator();
        for (uint256 i = 0; i < accounts.length; ++i) {
            AccountWord word = _words[accounts[i]];
            if (word.isFrozen() == isFrozen) continue;
            _words[accounts[i]] = isFrozen ? word.freeze() : word.unfreeze();
            emit AddressFrozen(accounts[i], isFrozen, msg.sender);
        }
    }

    function _requireAvailable(address holder, AccountWord word, uint256 units) private pure {
        if (units > word.available()) _revertInsufficient(holder, word, units);
    }

    function _revertInsufficient(address holder, AccountWord word, uint256 units) private pure {
        revert BondToken_InsufficientAvailable(holder, units, word.units(), word.locked(), word.frozen());
    }

    function _requireMinimum(address holder, uint256 unitsAfter, uint256 minimumUnits) private pure {
        if (unitsAfter != 0 && unitsAfter < minimumUnits) {
            revert BondToken_BelowMinimum(holder, unitsAfter, minimumUnits);
        }
    }

    function _requireRegistrarOrRegulator() private view {
        bool allowed = roles.has(Role.REGISTRAR, msg.sender) || roles.has(Role.REGULATOR, msg.sender);
        require(allowed, BondToken_CallerNotRegistrarNorRegulator(msg.sender));
    }
}
