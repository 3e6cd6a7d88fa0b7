// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";

import {Account, IBondToken} from "./interfaces/IBondToken.sol";
import {IBondTerms} from "./interfaces/IBondTerms.sol";
import {AccountWord} from "./libraries/AccountWord.sol";

/// @title Who held what when a record date closed
/// @dev Holders are not paid for by whoever trades next: a movement writes at most one slot an account a record date
/// (the units it had), and readers walk from the record they ask for to the account's last snapshot.
abstract contract RecordDates is IBondToken {
    /// @dev One word, read by every movement.
    struct Config {
        uint64 supply; // 8
        uint64 minimumUnits; // 8
        uint40 nextRecordAt; // 5, instant of the next record date, the largest value when none is left
        uint16 recordId; // 2, record dates struck
        uint16 supplyRecordId; // 2, record dates struck for the supply
        uint16 finalRecordId; // 2
        uint32 finalRecordDate; // 4
        bool isPaused; // 1, of 32
    }

    /// @dev What striking a record date needs, in one word: its own day, and the instant at which the next closes.
    struct Record {
        uint32 date; // 4
        uint40 nextCloses; // 5, the largest value after the last, of 32
    }

    /// @dev Marks a written snapshot, so that a holding of nothing differs from no snapshot.
    uint256 private constant WRITTEN = 1 << 255;

    Config internal _config;
    mapping(address holder => AccountWord word) internal _words;
    mapping(address holder => mapping(uint256 recordId => uint256 snapshot)) private _holdings;
    mapping(uint256 recordId => uint256 snapshot) private _supplies;

    mapping(uint256 recordId => Record record) private _records;

    /// @dev Beside the configuration, which is full: only issues read it.
    uint64 internal _offeredUnits;

    /// @inheritdoc IBondToken
    IBondTerms public immutable bondTerms;

    constructor(IBondTerms terms_) {
        bondTerms = terms_;
        (_config.minimumUnits,) = terms_.sizes();
        // No record date is known before the terms tell them, and without a last one nothing can be issued.
        _config.nextRecordAt = type(uint40).max;
    }

    /// @inheritdoc IBondToken
    function setRecords(uint32[] calldata dates, uint40[] calldata closes, uint64 offeredUnits) external {
        require(msg.sender == address(bondTerms), BondToken_CallerNotTerms(msg.sender));
        _strike();
        _offeredUnits = offeredUnits;
        // Those struck stay; record `id` is followed by the one after it in the list.
        Config memory config = _config;
        uint256 struck = config.recordId;
        uint256 count = dates.length;
        for (uint256 i = 0; i < count; ++i) {
            _records[struck + i].nextCloses = closes[i];
            _records[struck + i + 1].date = dates[i];
        }
        _records[struck + count].nextCloses = type(uint40).max;
        config.nextRecordAt = _records[struck].nextCloses;
        config.finalRecordId = uint16(struck + count);
        config.finalRecordDate = _records[struck + count].date;
        _config = config;
    }

    /* VIEW */

    /// @inheritdoc IBondToken
    function records() external view returns (uint256) {
        return _config.finalRecordId;
    }

    /// @inheritdoc IBondToken
    function recordIdAt(uint40 closes) external view returns (uint256 id) {
        uint256 last = _config.finalRecordId;
        while (id < last) if (_records[id++].nextCloses == closes) return id;
        revert BondToken_NoRecordThen(closes);
    }

    /// @inheritdoc IBondToken
    function finalRecordDate() external view returns (uint32) {
        return _config.finalRecordDate;
    }

    /// @inheritdoc IBondToken
    function recordId() public view returns (uint256) {
        (uint16 struck,) = _pending(_config);
        return struck;
    }

    /// @inheritdoc IBondToken
    function account(address holder) external view returns (Account memory) {
        return _words[holder].toAccount();
    }

    /// @inheritdoc IBondToken
    function holdingAt(address holder, uint256 id) public view returns (uint256) {
        _requireStruck(id);
        return _holdingAt(holder, _words[holder], id);
    }

    /// @inheritdoc IBondToken
    function supplyAt(uint256 id) external view returns (uint256) {
        _requireStruck(id);
        for (uint256 i = id; i <= _config.supplyRecordId; ++i) {
            uint256 snapshot = _supplies[i];
            if (snapshot != 0) return snapshot ^ WRITTEN;
        }
        return _config.supply;
    }

    /// @inheritdoc IBondToken
    function entitlementAt(address holder, uint256 id) external view returns (uint256 units, bool isFrozen) {
        _requireStruck(id);
        AccountWord word = _words[holder];
        return (_holdingAt(holder, word, id), word.isFrozen());
    }

    /// @inheritdoc IERC6372
    function clock() external view returns (uint48) {
        return uint48(block.timestamp);
    }

    /// @inheritdoc IERC6372
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() external pure returns (string memory) {
        return "mode=timestamp";
    }

    /* INTERNAL */

    /// @dev Strikes the record dates that passed since the last movement.
    function _strike() internal {
        if (block.timestamp < _config.nextRecordAt) return;
        Config memory config = _config;
        while (block.timestamp >= config.nextRecordAt) {
            Record memory struck = _records[++config.recordId];
            config.nextRecordAt = struck.nextCloses;
            emit RecordStruck(config.recordId, struck.date);
        }
        _config = config;
    }

    /// @dev Keeps what the account held at the last record date struck, once, before its units change.
    function _snapshot(address holder, AccountWord word, uint256 struck) internal returns (AccountWord) {
        if (word.recordId() == struck) return word;
        _holdings[holder][struck] = WRITTEN | word.units();
        return word.withRecordId(struck);
    }

    /// @dev The same for the supply.
    function _snapshotSupply(Config memory config) internal {
        if (config.supplyRecordId == config.recordId) return;
        _supplies[config.recordId] = WRITTEN | config.supply;
        config.supplyRecordId = config.recordId;
    }

    /* PRIVATE */

    /// @dev Record dates passed by now, struck or not, and the instant of the next.
    function _pending(Config memory config) private view returns (uint16 struck, uint40 nextRecordAt) {
        (struck, nextRecordAt) = (config.recordId, config.nextRecordAt);
        while (block.timestamp >= nextRecordAt) {
            nextRecordAt = _records[++struck].nextCloses;
        }
    }

    function _requireStruck(uint256 id) private view {
        uint256 struck = recordId();
        require(id != 0 && id <= struck, BondToken_RecordNotStruck(id, struck));
    }

    function _holdingAt(address holder, AccountWord word, uint256 id) private view returns (uint256) {
        for (uint256 i = id; i <= word.recordId(); ++i) {
            uint256 snapshot = _holdings[holder][i];
            if (snapshot != 0) return snapshot ^ WRITTEN;
        }
        return word.units();
    }
}
