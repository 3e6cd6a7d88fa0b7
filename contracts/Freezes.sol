// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RoleBound} from "./RoleBound.sol";
import {TransferRules} from "./TransferRules.sol";
import {IBondToken} from "./interfaces/IBondToken.sol";
import {Role} from "./interfaces/IRoles.sol";
import {IERC3643Token} from "./interfaces/standards/IERC3643.sol";
import {IERC7943Fungible} from "./interfaces/standards/IERC7943.sol";
import {AccountWord} from "./libraries/AccountWord.sol";

/// @title What registrar and regulator may stop: the token, an account, some of its units
abstract contract Freezes is TransferRules, RoleBound {
    /* THE TOKEN */

    /// @inheritdoc IERC3643Token
    function pause() external {
        _requireRegistrarOrRegulator();
        if (_config.isPaused) return;
        _config.isPaused = true;
        emit Paused(msg.sender);
    }

    /// @inheritdoc IERC3643Token
    function unpause() external {
        _requireRegistrarOrRegulator();
        if (!_config.isPaused) return;
        _config.isPaused = false;
        emit Unpaused(msg.sender);
    }

    /// @inheritdoc IERC3643Token
    function paused() external view returns (bool) {
        return _config.isPaused;
    }

    /* AN ACCOUNT */

    /// @inheritdoc IBondToken
    function freeze(address[] calldata accounts) external {
        _requireRegistrarOrRegulator();
        for (uint256 i = 0; i < accounts.length; ++i) {
            _setAccountFrozen(accounts[i], true);
        }
    }

    /// @inheritdoc IBondToken
    function unfreeze(address[] calldata accounts) external {
        _requireRegistrarOrRegulator();
        for (uint256 i = 0; i < accounts.length; ++i) {
            _setAccountFrozen(accounts[i], false);
        }
    }

    /// @inheritdoc IERC3643Token
    function setAddressFrozen(address holder, bool frozen) external {
        _requireRegistrarOrRegulator();
        _setAccountFrozen(holder, frozen);
    }

    /// @inheritdoc IERC3643Token
    function isFrozen(address holder) external view returns (bool) {
        return _words[holder].isFrozen();
    }

    /* SOME UNITS */

    /// @inheritdoc IERC7943Fungible
    function setFrozenTokens(address holder, uint256 units) external returns (bool) {
        _requireRegistrarOrRegulator();
        _setFrozen(holder, units);
        return true;
    }

    /// @inheritdoc IBondToken
    function setFrozenTokensIf(address holder, uint256 expected, uint256 units) external returns (bool) {
        _requireRegistrarOrRegulator();
        uint256 frozen = _words[holder].frozen();
        require(frozen == expected, BondToken_FrozenDiffers(holder, expected, frozen));
        _setFrozen(holder, units);
        return true;
    }

    /// @inheritdoc IERC3643Token
    function freezePartialTokens(address holder, uint256 units) external {
        _requireRegistrarOrRegulator();
        _freezeMore(holder, units);
    }

    /// @inheritdoc IERC3643Token
    function unfreezePartialTokens(address holder, uint256 units) external {
        _requireRegistrarOrRegulator();
        _freezeLess(holder, units);
    }

    /// @inheritdoc IERC3643Token
    function batchFreezePartialTokens(address[] calldata holders, uint256[] calldata units) external {
        _requireRegistrarOrRegulator();
        _requireSameLength(holders.length, units.length);
        for (uint256 i = 0; i < holders.length; ++i) {
            _freezeMore(holders[i], units[i]);
        }
    }

    /// @inheritdoc IERC3643Token
    function batchUnfreezePartialTokens(address[] calldata holders, uint256[] calldata units) external {
        _requireRegistrarOrRegulator();
        _requireSameLength(holders.length, units.length);
        for (uint256 i = 0; i < holders.length; ++i) {
            _freezeLess(holders[i], units[i]);
        }
    }

    /// @inheritdoc IERC7943Fungible
    function getFrozenTokens(address holder) external view returns (uint256) {
        return _words[holder].frozen();
    }

    /* INTERNAL */

    /// @dev Tells the change both ways: how many are frozen now (ERC-7943), and how many more or fewer (ERC-3643).
    function _withFrozen(address holder, AccountWord word, uint256 frozen) internal returns (AccountWord) {
        uint256 before = word.frozen();
        emit Frozen(holder, frozen);
        if (frozen > before) emit TokensFrozen(holder, frozen - before);
        if (frozen < before) emit TokensUnfrozen(holder, before - frozen);
        return word.withFrozen(frozen);
    }

    function _setAccountFrozen(address holder, bool frozen) internal {
        AccountWord word = _words[holder];
        if (word.isFrozen() == frozen) return;
        _words[holder] = frozen ? word.freeze() : word.unfreeze();
        emit AddressFrozen(holder, frozen, msg.sender);
    }

    function _requireSameLength(uint256 accounts, uint256 amounts) internal pure {
        require(accounts == amounts, BondToken_LengthMismatch(accounts, amounts));
    }

    function _requireRegistrarOrRegulator() internal view {
        bool allowed = roles.has(Role.REGISTRAR, msg.sender) || roles.has(Role.REGULATOR, msg.sender);
        require(allowed, BondToken_CallerNotRegistrarNorRegulator(msg.sender));
    }

    /* PRIVATE */

    function _setFrozen(address holder, uint256 units) private {
        // More than the word holds is as frozen as everything.
        uint256 frozen = units > type(uint64).max ? type(uint64).max : units;
        _words[holder] = _withFrozen(holder, _words[holder], frozen);
    }

    function _freezeMore(address holder, uint256 units) private {
        AccountWord word = _words[holder];
        (uint256 owned, uint256 frozen) = (word.units(), word.frozen());
        uint256 free = frozen < owned ? owned - frozen : 0;
        require(units <= free, BondToken_InsufficientUnits(holder, units, free));
        _words[holder] = _withFrozen(holder, word, frozen + units);
    }

    function _freezeLess(address holder, uint256 units) private {
        AccountWord word = _words[holder];
        uint256 frozen = word.frozen();
        require(units <= frozen, BondToken_FrozenDiffers(holder, units, frozen));
        _words[holder] = _withFrozen(holder, word, frozen - units);
    }
}
