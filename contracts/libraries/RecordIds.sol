// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IBondToken} from "../interfaces/IBondToken.sol";

/// @title Record dates of a bond, looked up by the instant at which they close
library RecordIds {
    error RecordIds_OutOfGas(address bond);

    /// @notice Number of a record date, whether it passed or is to come; zero where the bond has none then.
    function find(IBondToken bond, uint40 closes) internal view returns (uint256) {
        try bond.recordIdAt(closes) returns (uint256 id) {
            return id;
        } catch (bytes memory revertData) {
            // Silence is a caller who sent too little gas: it must not be taken for a record date that is not there.
            bool isNone = bytes4(revertData) == IBondToken.BondToken_NoRecordThen.selector;
            require(isNone, RecordIds_OutOfGas(address(bond)));
            return 0;
        }
    }
}
