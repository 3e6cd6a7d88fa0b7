// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice How good an item is.
enum Grade {
    POOR,
    FAIR,
    GOOD
}

struct Item {
    uint64 id;
    Grade grade;
    address owner;
    string label;
    uint16[] marks;
}

contract Child {
    address public immutable maker = msg.sender;
}

/// @title Everything the codecs and engines have to get right, in one contract
/// @notice A contract for tests.
contract Probe {
    struct Pair {
        int40 low;
        bytes32 key;
    }

    event Stored(address indexed by, uint256 value, uint256 at);
    event Labelled(string indexed label, bytes data, uint256 indexed number, bool flag);
    event Listed(Item[] items, Pair pair, Grade indexed grade);
    event Plain();

    /// @notice The value asked for is not the value here.
    error Probe_WrongValue(uint256 given, uint256 held, address by);
    error Probe_Listed(Item item, uint8[2] pair);

    uint256 public value;
    bool private transient _locked;
    Child public child;

    constructor(uint256 first, string memory label) {
        value = first;
        emit Stored(msg.sender, first, block.timestamp);
        emit Labelled(label, bytes(label), first, true);
    }

    /// @notice Stores a value.
    function store(uint256 given) external {
        value = given;
        emit Stored(msg.sender, given, block.timestamp);
    }

    function store(uint256 given, bytes calldata data) external {
        value = given;
        emit Stored(msg.sender, given, block.timestamp);
        emit Labelled("with data", data, given, false);
    }

    function list(Item[] calldata items, Pair calldata pair, Grade grade) external {
        emit Listed(items, pair, grade);
        emit Plain();
    }

    /// @notice Works once a transaction: transient storage has to be gone in the next.
    function lockOnce() external {
        require(!_locked, "locked");
        _locked = true;
    }

    function make() external {
        child = new Child();
    }

    function failWith(uint256 given) external {
        value = given + 1;
        emit Plain();
        revert Probe_WrongValue(given, value, msg.sender);
    }

    function failWithItem(Item calldata item) external pure {
        revert Probe_Listed(item, [1, 2]);
    }

    function failWithText() external pure {
        revert("no");
    }

    function failOverflow(uint256 by) external view returns (uint256) {
        return value - by;
    }

    function failSilently() external pure {
        assembly {
            revert(0, 0)
        }
    }

    function failUnknown() external pure {
        assembly {
            mstore(0, shl(224, 0xdeadbeef))
            revert(0, 4)
        }
    }

    /// @notice Uses all gas at once.
    function burn() external pure {
        assembly {
            invalid()
        }
    }

    /// @notice The block a call sees.
    function seen() external view returns (uint256 at, uint256 number, uint256 chain) {
        return (block.timestamp, block.number, block.chainid);
    }

    function echo(Item[] calldata items, Pair calldata pair) external pure returns (Item[] memory, Pair memory) {
        return (items, pair);
    }

    function best(Item[] calldata items) external pure returns (Item memory) {
        return items[0];
    }
}
