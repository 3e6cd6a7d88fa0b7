// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRoles, Role} from "./interfaces/IRoles.sol";

/// @title A contract whose callers are checked against `Roles`
abstract contract RoleBound {
    /// @notice The caller lacks the role the function needs.
    error RoleBound_CallerLacksRole(address caller, Role role);

    /// @notice Where roles are read from.
    IRoles public immutable roles;

    constructor(IRoles roles_) {
        roles = roles_;
    }

    function _requireRole(Role role) internal view {
        require(roles.has(role, msg.sender), RoleBound_CallerLacksRole(msg.sender, role));
    }
}
