// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice What a party, or a contract of the system, may do. New roles are appended, never inserted.
enum Role {
    ISSUER,
    ARRANGER,
    REGISTRAR,
    SETTLEMENT_AGENT,
    PAYING_AGENT,
    CALCULATION_AGENT,
    TRUSTEE,
    FISCAL_AGENT,
    VERIFIER,
    RESERVE_AUDITOR,
    CASH_ISSUER,
    CENTRAL_BANK,
    RAIL_OPERATOR,
    VENUE,
    CUSTODIAN,
    NOMINEE,
    REGULATOR,
    BOND_CONTRACT,
    CASH_CONTRACT,
    SETTLEMENT_CONTRACT,
    OFFERING_CONTRACT,
    PAYING_AGENT_CONTRACT,
    AMENDING_CONTRACT,
    UNITS_CONTRACT
}

/// @title Which account holds which role
/// @notice The one mutable wiring of the system: parties and contracts alike get their powers here.
/// @dev Warning: the admin can grant every role. It stands for the platform's governance and is out of scope of the
/// hostile-party rules; its handover takes two steps so that a mistyped address cannot end it.
interface IRoles {
    event RoleGranted(Role indexed role, address indexed account, address indexed by);
    event RoleRevoked(Role indexed role, address indexed account, address indexed by);
    event AdminHandoverStarted(address indexed admin, address indexed successor);
    event AdminHandedOver(address indexed admin, address indexed successor);

    error Roles_CallerNotAdmin(address caller, address admin);
    error Roles_CallerNotSuccessor(address caller, address successor);
    error Roles_AccountIsZero();
    error Roles_LengthMismatch(uint256 roles, uint256 accounts);

    /// @notice Gives each account the role beside it; granting twice changes nothing and emits nothing.
    function grant(Role[] calldata roles, address[] calldata accounts) external;

    /// @notice Takes each role from the account beside it; an account without it is passed over.
    function revoke(Role[] calldata roles, address[] calldata accounts) external;

    /// @notice Names the account that may become admin; naming another replaces it.
    function handOver(address successor) external;

    /// @notice Called by the successor: it becomes admin.
    function acceptHandover() external;

    /// @notice The account that grants and revokes.
    function admin() external view returns (address);

    /// @notice The account that may accept the handover, zero when none is under way.
    function successor() external view returns (address);

    /// @notice Whether the account holds the role.
    function has(Role role, address account) external view returns (bool);
}
