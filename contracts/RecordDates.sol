// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";

import {Account, IBondToken, Period, Terms} from "./interfaces/IBondToken.sol";
import {Words} from "./libraries/Words.sol";

/// @title The versioned terms of a tranche, and who held what when a record date closed
/// @dev Holders are not paid for by whoever trades next: a movement writes at most one slot an account a record date
/// (the units it had), and readers walk from the record they ask for to the account's last snapshot.
abstract contract RecordDates is IBondToken {
    using Words for Account;
    using Words for uint256;

    /// @dev One word, read by every movement.
    struct Config {
        uint64 supply; // 8
        uint64 minimumUnits; // 8
        uint40 nextRecordAt; // 5, instant of the next record date, the largest value when none is left
        uint16 recordId; // 2, record dates struck
        uint16 supplyRecordId; // 2, record dates struck for the supply
        uint16 finalRecordId; // 2
        uint32 finalRecordDate; // 4, of 32
    }

    /// @dev Marks a written snapshot, so that a holding of nothing differs from no snapshot.
    uint256 private constant WRITTEN = 1 << 255;

    Config internal _config;
    mapping(address holder => uint256 word) private _words;
    mapping(address holder => mapping(uint256 recordId => uint256 snapshot)) private _holdings;
    mapping(uint256 recordId => uint256 snapshot) private _supplies;

    Terms private _terms;
    Period[] private _periods;

    /// @inheritdoc IBondToken
    uint16 public termsVersion;

    /// @inheritdoc IBondToken
    bytes32 public termsHash;

    constructor(Terms memory terms_, Period[] memory periods_) {
        require(
            periods_.length > 0 && terms_.rails.length > 0 && terms_.calculationAmount > 0 && terms_.offeredUnits > 0,
            BondToken_TermsEmpty()
        );
        uint40 last = 0;
        for (uint256 i = 0; i < periods_.length; ++i) {
            Period memory next = periods_[i];
            bool ordered = next.start < next.end && last < next.recordAt && next.recordAt < next.fundingCutoff
                && next.fundingCutoff <= next.payableFrom && next.recordDate < next.paymentDate;
            require(ordered, BondToken_TermsUnordered(i));
            last = next.recordAt;
            _periods.push(next);
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
        return _periods.length;
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
        return _load(holder);
    }

    /// @inheritdoc IBondToken
    function holdingAt(address holder, uint256 id) public view returns (uint256) {
        _requireStruck(id);
        return _holdingAt(holder, _load(holder), id);
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
    function entitlement(address holder, uint256 id) external view returns (uint256 units, bool isFrozen) {
        _requireStruck(id);
        Account memory word = _load(holder);
        return (_holdingAt(holder, word, id), word.isFrozen);
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

    function _load(address holder) internal view returns (Account memory) {
        return _words[holder].toAccount();
    }

    function _store(address holder, Account memory word) internal {
        _words[holder] = word.pack();
    }

    function _period(uint256 index) internal view returns (Period memory) {
        require(index < _periods.length, BondToken_UnknownPeriod(index, _periods.length));
        return _periods[index];
    }

    function _termsInForce() internal view returns (Terms storage) {
        return _terms;
    }

    /// @dev Strikes the record dates that passed since the last movement. The caller writes `config` when told so.
    function _strike(Config memory config) internal returns (bool struck) {
        while (block.timestamp >= config.nextRecordAt) {
            emit RecordStruck(++config.recordId, _periods[config.recordId - 1].recordDate);
            config.nextRecordAt = _recordAtAfter(config.recordId);
            struck = true;
        }
    }

    /// @dev Keeps what the account held at the last record date struck, once, before its units change.
    function _snapshot(address holder, Account memory word, uint16 struck) internal {
        if (word.recordId == struck) return;
        _holdings[holder][struck] = WRITTEN | word.units;
        word.recordId = struck;
    }

    /// @dev The same for the supply.
    function _snapshotSupply(Config memory config) internal {
        if (config.supplyRecordId == config.recordId) return;
        _supplies[config.recordId] = WRITTEN | config.supply;
        config.supplyRecordId = config.recordId;
    }

    /* PRIVATE */

    function _recordAtAfter(uint16 struck) private view returns (uint40) {
        return struck < _periods.length ? _periods[struck].recordAt : type(uint40).max;
    }

    /// @dev Record dates passed by now, struck or not, and the instant of the next.
    function _pending(Config memory config) private view returns (uint16 struck, uint40 nextRecordAt) {
        (struck, nextRecordAt) = (config.recordId, config.nextRecordAt);
        while (block.timestamp >= nextRecordAt) {
            nextRecordAt = _recordAtAfter(++struck);
        }
    }

    function _requireStruck(uint256 id) private view {
        uint256 struck = recordId();
        require(id != 0 && id <= struck, BondToken_RecordNotStruck(id, struck));
    }

    function _holdingAt(address holder, Account memory word, uint256 id) private view returns (uint256) {
        for (uint256 i = id; i <= word.recordId; ++i) {
            uint256 snapshot = _holdings[holder][i];
            if (snapshot != 0) return snapshot ^ WRITTEN;
        }
        return word.units;
    }
}
