// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice A caller that hands on less gas than the call needs, and survives its failure.
contract Miser {
    function forward(address to, bytes calldata data, uint256 gasLimit) external returns (bool success) {
        (success,) = to.call{gas: gasLimit}(data);
    }
}

/// @notice Money that moves nothing and agrees to everything, but for one function: there it calls a contract back and
/// fails as that call fails, or, without anything to call, fails without a word.
contract HostileMoney {
    bytes4 private immutable _trigger;
    address private immutable _target;
    bytes private _data;

    constructor(bytes4 trigger, address target, bytes memory data) {
        _trigger = trigger;
        _target = target;
        _data = data;
    }

    fallback() external {
        if (msg.sig == _trigger) {
            bool success = _target != address(0);
            bytes memory answer;
            if (success) (success, answer) = _target.call(_data);
            assembly {
                if iszero(success) { revert(add(answer, 0x20), mload(answer)) }
            }
        }
        assembly {
            mstore(0, 1)
            return(0, 0x20)
        }
    }
}

/// @notice A bond that refuses to deliver without a word, as any contract does that runs out of gas.
contract SilentBond {
    uint32 public constant finalRecordDate = type(uint32).max;

    fallback() external {
        assembly {
            revert(0, 0)
        }
    }
}
