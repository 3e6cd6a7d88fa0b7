// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {ERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";

import {RoleBound} from "./RoleBound.sol";
import {CashAccount, ICashToken} from "./interfaces/ICashToken.sol";
import {IRoles, Role} from "./interfaces/IRoles.sol";
import {CashWord} from "./libraries/CashWord.sol";

/// @title CashToken
/// @dev Balance and flags share a word, so that a payment reads and writes one slot a side.
abstract contract CashToken is ERC20Permit, ERC165, RoleBound, ICashToken {
    Role private immutable _issuerRole;
    uint8 private immutable _decimals;
    uint256 private _supply;
    mapping(address holder => CashWord word) internal _words;

    /// @inheritdoc ICashToken
    string public currency;

    /// @dev The EIP-712 domain's name is short, as the library wants it; ERC-5267 tells it.
    constructor(
        string memory name_,
        string memory symbol_,
        string memory currency_,
        uint8 decimals_,
        IRoles roles_,
        Role issuerRole
    ) ERC20(name_, symbol_) ERC20Permit("CashToken") RoleBound(roles_) {
        currency = currency_;
        _decimals = decimals_;
        _issuerRole = issuerRole;
    }

    /* ISSUER */

    /// @inheritdoc ICashToken
    function mint(address[] calldata to, uint256[] calldata amounts) external {
        _requireRole(_issuerRole);
        require(to.length == amounts.length, CashToken_LengthMismatch(to.length, amounts.length));
        for (uint256 i = 0; i < to.length; ++i) {
            _mint(to[i], amounts[i]);
            emit Minted(to[i], amounts[i], msg.sender);
        }
    }

    /// @inheritdoc ICashToken
    function burn(address[] calldata from, uint256[] calldata amounts) external {
        _requireRole(_issuerRole);
        require(from.length == amounts.length, CashToken_LengthMismatch(from.length, amounts.length));
        for (uint256 i = 0; i < from.length; ++i) {
            if (from[i] != msg.sender) _spendAllowance(from[i], msg.sender, amounts[i]);
            _burn(from[i], amounts[i]);
            emit Burned(from[i], amounts[i], msg.sender);
        }
    }

    /// @inheritdoc ICashToken
    function freeze(address[] calldata accounts) external {
        _setFrozen(accounts, true);
    }

    /// @inheritdoc ICashToken
    function unfreeze(address[] calldata accounts) external {
        _setFrozen(accounts, false);
    }

    /* VIEW */

    /// @inheritdoc ICashToken
    function cashAccount(address holder) external view returns (CashAccount memory) {
        return _words[holder].toCashAccount();
    }

    /// @inheritdoc IERC20
    function balanceOf(address holder) public view override(ERC20, IERC20) returns (uint256) {
        return _words[holder].amount();
    }

    /// @inheritdoc IERC20
    function totalSupply() public view override(ERC20, IERC20) returns (uint256) {
        return _supply;
    }

    /// @inheritdoc IERC20Metadata
    function decimals() public view override(ERC20, IERC20Metadata) returns (uint8) {
        return _decimals;
    }

    /// @notice ERC-165: this interface, and the standards offered in full.
    function supportsInterface(bytes4 id) public view override returns (bool) {
        return id == type(ICashToken).interfaceId || id == type(IERC20).interfaceId
            || id == type(IERC20Metadata).interfaceId || id == type(IERC20Permit).interfaceId
            || id == type(IERC5267).interfaceId || super.supportsInterface(id);
    }

    /* THE ONE PATH OF EVERY MOVEMENT */

    /// @dev What the kind of money adds to the controls; `to` is zero at burning.
    function _checkMovement(address to, CashWord receiver) internal view virtual;

    /// @inheritdoc ERC20
    function _update(address from, address to, uint256 amount) internal override {
        _checkMovement(to, _words[to]);
        if (from != address(0)) _debit(from, amount);
        else _mintSupply(amount);
        if (to != address(0)) _credit(to, amount);
        else _supply -= amount;
        emit Transfer(from, to, amount);
    }

    /// @dev Who moves another's money is barred as if it were its own.
    function _spendAllowance(address owner, address spender, uint256 amount) internal override {
        require(!_words[spender].isFrozen(), CashToken_AccountFrozen(spender));
        super._spendAllowance(owner, spender, amount);
    }

    /* PRIVATE */

    function _debit(address from, uint256 amount) private {
        CashWord payer = _words[from];
        require(!payer.isFrozen(), CashToken_AccountFrozen(from));
        uint256 owned = payer.amount();
        require(amount <= owned, ERC20InsufficientBalance(from, owned, amount));
        _words[from] = payer.withAmount(owned - amount);
    }

    /// @dev Reads the word after the debit: payer and receiver may be the same account.
    function _credit(address to, uint256 amount) private {
        CashWord receiver = _words[to];
        require(!receiver.isFrozen(), CashToken_AccountFrozen(to));
        _words[to] = receiver.withAmount(receiver.amount() + amount);
    }

    function _mintSupply(uint256 amount) private {
        uint256 most = type(uint128).max - _supply;
        require(amount <= most, CashToken_AboveMaximum(amount, most));
        _supply += amount;
    }

    function _setFrozen(address[] calldata accounts, bool isFrozen) private {
        _requireRole(_issuerRole);
        for (uint256 i = 0; i < accounts.length; ++i) {
            CashWord word = _words[accounts[i]];
            if (word.isFrozen() == isFrozen) continue;
            _words[accounts[i]] = isFrozen ? word.freeze() : word.unfreeze();
            emit CashFrozen(accounts[i], isFrozen, msg.sender);
        }
    }
}
