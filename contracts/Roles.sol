// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRoles, Role} from "./interfaces/IRoles.sol";

/// @title Roles
contract Roles is IRoles {
    /// @dev One bit a role, numbered by the enum.
    mapping(address account => uint256 bits) private _bits;

    /// @inheritdoc IRoles
    address public admin;

    /// @inheritdoc IRoles
    address public successor;

    constructor(address firstAdmin) {
        require(firstAdmin != address(0), Roles_AccountIsZero());
        admin = firstAdmin;
        emit AdminHandedOver(address(0), firstAdmin);
    }

    /* ROLES */

    /// @inheritdoc IRoles
    function grant(Role[] calldata roles, address[] calldata accounts) external {
        _requireAdmin();
        require(roles.length == accounts.length, Roles_LengthMismatch(roles.length, accounts.length));
        for (uint256 i = 0; i < roles.length; ++i) {
            require(accounts[i] != address(0), Roles_AccountIsZero());
            if (has(roles[i], accounts[i])) continue;
            _bits[accounts[i]] |= _bit(roles[i]);
            emit RoleGranted(roles[i], accounts[i], msg.sender);
        }
    }

    /// @inheritdoc IRoles
    function revoke(Role[] calldata roles, address[] calldata accounts) external {
        _requireAdmin();
        require(roles.length == accounts.length, Roles_LengthMismatch(roles.length, accounts.length));
        for (uint256 i = 0; i < roles.length; ++i) {
            if (!has(roles[i], accounts[i])) continue;
            _bits[accounts[i]] &= ~_bit(roles[i]);
            emit RoleRevoked(roles[i], accounts[i], msg.sender);
        }
    }

    /* ADMIN */

    /// @inheritdoc IRoles
    function handOver(address newSuccessor) external {
        _requireAdmin();
        require(newSuccessor != address(0), Roles_AccountIsZero());
        successor = newSuccessor;
        emit AdminHandoverStarted(msg.sender, newSuccessor);
    }

    /// @inheritdoc IRoles
    function acceptHandover() external {
        require(msg.sender == successor, Roles_CallerNotSuccessor(msg.sender, successor));
        address former = admin;
        admin = msg.sender;
        successor = address(0);
        emit AdminHandedOver(former, msg.sender);
    }

    /* VIEW */

    /// @inheritdoc IRoles
    function has(Role role, address account) public view returns (bool) {
        return _bits[account] & _bit(role) != 0;
    }

    function _bit(Role role) private pure returns (uint256) {
        return 1 << uint8(role);
    }

    function _requireAdmin() private view {
        require(msg.sender == admin, Roles_CallerNotAdmin(msg.sender, admin));
    }
}
