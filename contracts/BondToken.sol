// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {ERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

import {BondFacts} from "./BondFacts.sol";
import {Enforcement} from "./Enforcement.sol";
import {RecordDates} from "./RecordDates.sol";
import {RoleBound} from "./RoleBound.sol";
import {TransferRules} from "./TransferRules.sol";
import {IBondTerms} from "./interfaces/IBondTerms.sol";
import {IBondToken} from "./interfaces/IBondToken.sol";
import {IInvestorRegister, Refusal} from "./interfaces/IInvestorRegister.sol";
import {IRoles, Role} from "./interfaces/IRoles.sol";
import {IERC1404} from "./interfaces/standards/IERC1404.sol";
import {IERC3643Token} from "./interfaces/standards/IERC3643.sol";
import {IERC7092ESG} from "./interfaces/standards/IERC7092.sol";
import {IERC7943Fungible} from "./interfaces/standards/IERC7943.sol";
import {AccountWord} from "./libraries/AccountWord.sol";
import {Restrictions} from "./libraries/Restrictions.sol";

/// @title BondToken
/// @dev The bases, from the ground up: `RecordDates` (who held what), `TransferRules` (what stops a movement),
/// `Freezes` and `Enforcement` (what registrar and regulator order), `BondFacts` (terms as standards name them).
contract BondToken is ERC20Permit, ERC165, Enforcement, BondFacts {
    constructor(
        string memory name_,
        string memory symbol_,
        IRoles roles_,
        IInvestorRegister register_,
        IBondTerms terms_
    )
        ERC20(name_, symbol_)
        // Short, as the library wants it; the domain is told apart by its contract, and read by ERC-5267.
        ERC20Permit("BondToken")
        RoleBound(roles_)
        RecordDates(terms_)
        TransferRules(register_)
    {}

    /* HOLDERS */

    /// @inheritdoc IBondToken
    function batchTransfer(address[] calldata to, uint256[] calldata units) external {
        _requireSameLength(to.length, units.length);
        for (uint256 i = 0; i < to.length; ++i) {
            _transfer(msg.sender, to[i], units[i]);
        }
    }

    /// @inheritdoc IERC20
    /// @dev Who moves another's units is barred as if they were its own.
    function transferFrom(address from, address to, uint256 units) public override(ERC20, IERC20) returns (bool) {
        Refusal refusal = register.senderRefusal(msg.sender);
        require(refusal == Refusal.NONE, BondToken_Refused(msg.sender, to, refusal));
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
        _requireRole(Role.UNITS_CONTRACT);
        AccountWord word = _words[holder];
        _requireAvailable(holder, word, units);
        _words[holder] = word.withLocked(word.locked() + units);
        emit Locked(holder, units);
    }

    /// @inheritdoc IBondToken
    function unlock(address holder, uint256 units) external {
        _requireRole(Role.UNITS_CONTRACT);
        _unlock(holder, units);
    }

    /// @inheritdoc IBondToken
    function redeem(address holder, uint256 units) external {
        _requireRole(Role.UNITS_CONTRACT);
        _burn(holder, units);
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
    function decimals() public pure override(ERC20, BondFacts, IERC20Metadata) returns (uint8) {
        return super.decimals();
    }

    /// @inheritdoc IBondToken
    function availableOf(address holder) external view returns (uint256) {
        return _words[holder].available();
    }

    /// @inheritdoc IERC3643Token
    function version() external view returns (string memory) {
        return _EIP712Version();
    }

    /// @notice ERC-165: this interface, and the standards offered in full.
    function supportsInterface(bytes4 id) public view override(ERC165, IERC165) returns (bool) {
        return id == type(IBondToken).interfaceId || id == type(IERC20).interfaceId
            || id == type(IERC20Metadata).interfaceId || id == type(IERC20Permit).interfaceId
            || id == type(IERC5267).interfaceId || id == type(IERC6372).interfaceId
            || id == type(IERC7943Fungible).interfaceId || id == type(IERC1404).interfaceId
            || id == type(IERC7092ESG).interfaceId || super.supportsInterface(id);
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
        uint256 struck = _config.recordId;
        AccountWord sender = _words[from];
        AccountWord receiver = _words[to];
        uint8 code = _restriction(from, to, units, sender, receiver, struck);
        if (code != Restrictions.NONE) _revertRestricted(code, from, to, units, sender, receiver);
        // To oneself nothing changes; two copies of one word would.
        if (from == to) return;
        unchecked {
            // The sender has them, and no holding exceeds the supply.
            _words[from] = _snapshot(from, sender, struck).withUnits(sender.units() - units);
            _words[to] = _snapshot(to, receiver, struck).withUnits(receiver.units() + units);
        }
    }

    function _issue(address to, uint256 units) private {
        Config memory config = _config;
        require(!config.isPaused, BondToken_Paused());
        require(config.recordId < config.finalRecordId, BondToken_Closed(config.finalRecordDate));
        uint256 supplyAfter = config.supply + units;
        uint256 offered = _offeredUnits;
        require(supplyAfter <= offered, BondToken_AboveOffered(supplyAfter, offered));
        AccountWord receiver = _words[to];
        uint256 receiverAfter = receiver.units() + units;
        Refusal refusal = register.receiverRefusal(address(this), to, receiverAfter);
        if (refusal != Refusal.NONE) revert BondToken_Refused(address(0), to, refusal);
        require(!receiver.isFrozen(), BondToken_AccountFrozen(to));
        bool isBelow = _isBelow(receiverAfter, config.minimumUnits);
        require(!isBelow, BondToken_BelowMinimum(to, receiverAfter, config.minimumUnits));
        _words[to] = _snapshot(to, receiver, config.recordId).withUnits(receiverAfter);
        _snapshotSupply(config);
        config.supply = uint64(supplyAfter);
        _config = config;
    }

    /// @dev What blocks the holder does not stop a redemption.
    function _redeem(address from, uint256 units) private {
        Config memory config = _config;
        _words[from] = _taken(from, _snapshot(from, _words[from], config.recordId), units);
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
}
