// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CashToken} from "./CashToken.sol";
import {ICentralBankMoney} from "./interfaces/ICashToken.sol";
import {IRoles, Role} from "./interfaces/IRoles.sol";
import {CashWord} from "./libraries/CashWord.sol";

/// @title CentralBankMoney
contract CentralBankMoney is CashToken, ICentralBankMoney {
    constructor(string memory name_, string memory symbol_, string memory currency_, uint8 decimals_, IRoles roles_)
        CashToken(name_, symbol_, currency_, decimals_, roles_, Role.CENTRAL_BANK)
    {}

    /// @inheritdoc ICentralBankMoney
    function addParticipants(address[] calldata accounts) external {
        _setParticipants(accounts, true);
    }

    /// @inheritdoc ICentralBankMoney
    function removeParticipants(address[] calldata accounts) external {
        _setParticipants(accounts, false);
    }

    /// @inheritdoc CashToken
    function _checkMovement(address to, CashWord receiver) internal pure override {
        require(to == address(0) || receiver.isParticipant(), CentralBankMoney_NotParticipant(to));
    }

    function _setParticipants(address[] calldata accounts, bool isParticipant) private {
        _requireRole(Role.CENTRAL_BANK);
        for (uint256 i = 0; i < accounts.length; ++i) {
            CashWord word = _words[accounts[i]];
            if (word.isParticipant() == isParticipant) continue;
            _words[accounts[i]] = isParticipant ? word.join() : word.leave();
            emit ParticipantSet(accounts[i], isParticipant, msg.sender);
        }
    }
}
