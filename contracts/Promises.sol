// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RoleBound} from "./RoleBound.sol";
import {IBondTerms} from "./interfaces/IBondTerms.sol";
import {IBondToken} from "./interfaces/IBondToken.sol";
import {Covenants, Grace, ITrustee, Prescription} from "./interfaces/ITrustee.sol";
import {Money} from "./libraries/Money.sol";

/// @title What each bond promises for when things go wrong
abstract contract Promises is ITrustee, RoleBound {
    address private immutable _maker;

    mapping(address bond => Covenants set) internal _covenants;
    mapping(address bond => Grace[] byPeriod) internal _grace;

    constructor() {
        _maker = msg.sender;
    }

    /// @inheritdoc ITrustee
    function enter(address bond, Covenants calldata set, Grace[] calldata grace) external {
        require(msg.sender == _maker, Trustee_CallerNotMaker(msg.sender, _maker));
        require(_covenants[bond].majority == 0, Trustee_CovenantsSetAlready(bond));
        bool shares = set.accelerationShare != 0 && set.accelerationShare <= Money.RATE_ONE && set.majority != 0
            && set.majority <= Money.RATE_ONE && set.quorum <= Money.RATE_ONE && set.adjournedQuorum <= set.quorum;
        IBondTerms terms = _termsOf(bond);
        uint256 count = terms.periods();
        Prescription calldata until = set.prescription;
        // An acceleration makes it the dates of a period, which are in order or refused.
        bool ordered = until.recordDate < until.paymentDate && until.recordAt < until.fundingCutoff
            && until.fundingCutoff <= until.payableFrom;
        bool fits = IBondToken(bond).totalSupply() == 0 && grace.length == count && ordered
            && terms.period(count - 1).recordAt < until.recordAt;
        require(shares && fits, Trustee_CovenantsUnfit(bond));
        _covenants[bond] = set;
        _setGrace(bond, 0, grace);
        emit CovenantsSet(bond, set, grace);
    }

    /// @inheritdoc ITrustee
    function covenants(address bond) external view returns (Covenants memory) {
        return _covenants[bond];
    }

    /// @inheritdoc ITrustee
    function graceOf(address bond, uint256 periodIndex) external view returns (Grace memory) {
        return _grace[bond][periodIndex];
    }

    /* INTERNAL */

    function _setGrace(address bond, uint256 from, Grace[] calldata grace) internal {
        Grace[] storage all = _grace[bond];
        while (all.length > from) all.pop();
        for (uint256 i = 0; i < grace.length; ++i) all.push(grace[i]);
    }

    function _termsOf(address bond) internal view returns (IBondTerms) {
        return IBondToken(bond).bondTerms();
    }

    function _requireCovenants(address bond) internal view {
        require(_covenants[bond].majority != 0, Trustee_NoCovenants(bond));
    }
}
