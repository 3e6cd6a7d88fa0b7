// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

import {CashToken} from "./CashToken.sol";
import {IStablecoin} from "./interfaces/ICashToken.sol";
import {IRoles, Role} from "./interfaces/IRoles.sol";
import {CashWord} from "./libraries/CashWord.sol";

/// @title Stablecoin
contract Stablecoin is CashToken, Pausable, IStablecoin {
    constructor(string memory name_, string memory symbol_, string memory currency_, uint8 decimals_, IRoles roles_)
        CashToken(name_, symbol_, currency_, decimals_, roles_, Role.CASH_ISSUER)
    {}

    /// @inheritdoc IStablecoin
    function pause() external {
        _requireRole(Role.CASH_ISSUER);
        _pause();
    }

    /// @inheritdoc IStablecoin
    function unpause() external {
        _requireRole(Role.CASH_ISSUER);
        _unpause();
    }

    /// @inheritdoc CashToken
    function _checkMovement(address, CashWord) internal view override whenNotPaused {}
}
