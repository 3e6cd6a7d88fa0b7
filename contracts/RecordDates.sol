// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";

import {Account, IBondToken, Period, Terms} from "./interfaces/IBondToken.sol";
import {AccountWord} from "./libraries/AccountWord.sol";

/// @title The versioned terms of a tranche, and who held what when a record date closed
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

    /// @dev Marks a written snapshot, so that a holding of nothing differs from no snapshot.
    uint256 private constant WRITTEN = 1 << 255;

    Config internal _config;
    mapping(address holder => AccountWord word) internal _words;
    mapping(address holder => mapping(uint256 recordId => uint256 snapshot)) private _holdings;
    mapping(uint256 recordId => uint256 snapshot) private _supplies;

    Terms private _terms;

    /// @dev A mapping, because an array would read its length each time; `finalRecordId` is how many there are.
    mapping(uint256 index => Period term) private _periods;

    /// @inheritdoc IBondToken
    uint16 public termsVersion;

    /// @inheritdoc IBondToken
    bytes32 public termsHash;

    constructor(Terms memory terms_, Period[] memory periods_) {
        require(
            periods_.length > 0 && terms_.rails.length > 0 && terms_.calculationAmount > 0 && terms_.offeredUnits > 0
                && terms_.minimumUnits <= terms_.offeredUnits,
            BondToken_TermsEmpty()
        );
        uint40 last = 0;
        for (uint256 i = 0; i < periods_.length; ++i) {
            Period memory next = periods_[i];
            bool ordered = next.start < next.end && last < next.recordAt && next.recordAt < next.fundingCutoff
                && next.fundingCutoff <= next.payableFrom && next.recordDate < next.paymentDate
                && (i == 0 || next.start == periods_[i - 1].end);
            require(ordered, BondToken_TermsUnordered(i));
            last = next.recordAt;
            _periods[i] = next;
        }
        _terms = terms_;
        _config.minimumUnits = terms_.minimumUnits;
        _config.nextRecordAt = periods_[0].recordAt;
        _config.finalRecordId = uint16(periods_.length);
        _config.finalRecordDate = periods_[periods_.length - 1].recordDate;
        termsHash = keccak256(abi.encode(terms_, periods_));
        emit TermsSet(0, termsHash, terms_, periods_);
    }

    /* VIEW */

    /// @inheritdoc IBondToken
    function terms() external view returns (Terms memory) {
        return _terms;
    }

    /// @inheritdoc IBondToken
    function period(uint256 index) external view returns (Period memory) {
        return _period(index);
    }

    /// @inheritdoc IBondToken
    function periods() external view returns (uint256) {
        return _config.finalRecordId;
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

    function _period(uint256 index) internal view returns (Period memory) {
        uint256 known = _config.finalRecordId;
        require(index < known, BondToken_UnknownPeriod(index, known));
        return _periods[index];
    }

    function _termsInForce() internal view returns (Terms storage) {
        return _terms;
    }

    /// @dev Strikes the record dates that passed since the last movement.
    function _strike() internal {
        if (block.timestamp < _config.nextRecordAt) return;
        Config memory config = _config;
        while (block.timestamp >= config.nextRecordAt) {
            uint16 id = config.recordId + 1;
            emit RecordStruck(id, _periods[id - 1].recordDate);
            config.recordId = id;
            config.nextRecordAt = _recordAtAfter(id, config.finalRecordId);
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

    function _recordAtAfter(uint16 struck, uint16 last) private view returns (uint40) {
        return struck < last ? _periods[struck].recordAt : type(uint40).max;
    }

    /// @dev Record dates passed by now, struck or not, and the instant of the next.
    function _pending(Config memory config) private view returns (uint16 struck, uint40 nextRecordAt) {
        (struck, nextRecordAt) = (config.recordId, config.nextRecordAt);
        while (block.timestamp >= nextRecordAt) {
            nextRecordAt = _recordAtAfter(++struck, config.finalRecordId);
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
