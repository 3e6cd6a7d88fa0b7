// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RoleBound} from "./RoleBound.sol";
import {Period} from "./interfaces/IBondTerms.sol";
import {IBondToken} from "./interfaces/IBondToken.sol";
import {IInvestorRegister} from "./interfaces/IInvestorRegister.sol";
import {IMeetings, Matter, Meeting, Outcome, Proposal} from "./interfaces/IMeetings.sol";
import {IRoles, Role} from "./interfaces/IRoles.sol";
import {Amendment, Covenants, ITrustee} from "./interfaces/ITrustee.sol";
import {LatePeriods} from "./libraries/LatePeriods.sol";
import {Money} from "./libraries/Money.sol";
import {RecordIds} from "./libraries/RecordIds.sol";

/// @title Meetings
contract Meetings is IMeetings, RoleBound {
    using LatePeriods for Period;

    /// @dev How far ahead a record date may be that is no office's.
    uint256 private constant AHEAD = 26 weeks;

    /// @notice Puts into force what was carried.
    ITrustee public immutable trustee;

    /// @notice Which account stands for a holder is asked there.
    IInvestorRegister public immutable register;

    mapping(uint256 proposalId => Proposal stored) private _proposals;

    /// @inheritdoc IMeetings
    mapping(uint256 proposalId => mapping(address holder => uint64 units)) public votedOf;

    /// @inheritdoc IMeetings
    uint256 public proposals;

    /// @dev The record date that a week has of proposals: what holders of a bond pay for at their next movements.
    mapping(address bond => mapping(uint256 week => uint40 recordAt)) private _recordOf;

    constructor(IRoles roles_, IInvestorRegister register_, ITrustee trustee_) RoleBound(roles_) {
        (register, trustee) = (register_, trustee_);
    }

    /// @inheritdoc IMeetings
    function propose(address bond, Matter matter, Meeting calldata meeting, Amendment calldata amendment)
        external
        returns (uint256 proposalId)
    {
        _requireConvener(bond, matter);
        require(trustee.covenants(bond).majority != 0, Meetings_NoCovenants(bond));
        // A share of all units accelerates, however many vote: there is no second meeting to wait for.
        bool again = meeting.adjournedUntil > meeting.votingUntil && matter != Matter.ACCELERATE;
        bool ordered = block.timestamp < meeting.recordAt && meeting.recordAt < meeting.votingUntil
            && (meeting.adjournedUntil == 0 || again);
        require(ordered, Meetings_Unordered());
        Period memory known = IBondToken(bond).bondTerms().period(0);
        known.requireDay(meeting.recordDate, meeting.recordAt);
        known.requireDay(meeting.votingDate, meeting.votingUntil);
        proposalId = ++proposals;
        Proposal storage made = _proposals[proposalId];
        (made.bond, made.matter, made.outcome) = (bond, matter, Outcome.OPEN);
        (made.recordAt, made.votingDate, made.votingUntil) =
            (meeting.recordAt, meeting.votingDate, meeting.votingUntil);
        made.adjournedUntil = meeting.adjournedUntil;
        made.amendmentHash = _wholeHash(amendment);
        made.about = _about(bond, matter);
        emit Proposed(proposalId, bond, msg.sender, matter, meeting, amendment);
        _record(bond, meeting.recordDate, meeting.recordAt);
    }

    /// @inheritdoc IMeetings
    function vote(uint256 proposalId, address[] calldata holders, bool inFavour) external {
        Proposal storage open = _taking(proposalId);
        IBondToken bond = IBondToken(open.bond);
        uint256 recordId = bond.recordIdAt(open.recordAt);
        address issuer = _issuerOf(bond);
        mapping(address holder => uint64 units) storage voted = votedOf[proposalId];
        for (uint256 i = 0; i < holders.length; ++i) {
            address holder = holders[i];
            uint64 units = _votesOf(proposalId, holder, bond, recordId, issuer);
            require(voted[holder] == 0, Meetings_VotedAlready(proposalId, holder));
            voted[holder] = units;
            _cast(open, proposalId, holder, inFavour, units);
        }
    }

    /// @inheritdoc IMeetings
    function voteSplit(uint256 proposalId, address holder, uint64 inFavour, uint64 against) external {
        Proposal storage open = _taking(proposalId);
        IBondToken bond = IBondToken(open.bond);
        uint256 recordId = bond.recordIdAt(open.recordAt);
        uint256 held = _votesOf(proposalId, holder, bond, recordId, _issuerOf(bond));
        require(inFavour != 0 || against != 0, Meetings_NothingCast(proposalId, holder));
        uint256 cast = uint256(votedOf[proposalId][holder]) + inFavour + against;
        require(cast <= held, Meetings_MoreThanHeld(proposalId, holder, cast, held));
        // Not above what is held, which has 64 bits.
        votedOf[proposalId][holder] = uint64(cast);
        if (inFavour != 0) _cast(open, proposalId, holder, true, inFavour);
        if (against != 0) _cast(open, proposalId, holder, false, against);
    }

    /// @inheritdoc IMeetings
    function close(uint256 proposalId) external {
        Proposal storage open = _open(proposalId);
        bool first = open.outcome == Outcome.OPEN;
        uint40 until = first ? open.votingUntil : open.adjournedUntil;
        require(block.timestamp >= until, Meetings_VotingOpen(proposalId, until, block.timestamp));
        uint256 recordId = RecordIds.find(IBondToken(open.bond), open.recordAt);
        uint256 entitled = recordId == 0 ? 0 : _entitled(open.bond, recordId);
        // New terms may have ended before the record date: then nobody could vote.
        Outcome outcome = recordId == 0 ? Outcome.LAPSED : _counted(open, entitled, first);
        open.outcome = outcome;
        emit MeetingClosed(proposalId, outcome, open.inFavour, open.against, uint64(entitled));
    }

    /// @inheritdoc IMeetings
    function enact(uint256 proposalId, Amendment calldata amendment) external {
        Proposal storage carried = _known(proposalId);
        require(carried.outcome == Outcome.CARRIED, Meetings_OutcomeIs(proposalId, carried.outcome));
        bytes32 given = _wholeHash(amendment);
        require(given == carried.amendmentHash, Meetings_AmendmentDiffers(given, carried.amendmentHash));
        address bond = carried.bond;
        require(carried.about == _about(bond, carried.matter), Meetings_Overtaken(proposalId));
        carried.outcome = Outcome.ENACTED;
        emit Enacted(proposalId, bond);
        if (carried.matter == Matter.AMEND) trustee.amend(bond, amendment);
        else if (carried.matter == Matter.WAIVE) trustee.waive(bond);
        else if (carried.matter == Matter.ACCELERATE) trustee.accelerate(bond, carried.votingDate);
        else trustee.rescind(bond, amendment);
    }

    /* VIEW */

    /// @inheritdoc IMeetings
    function proposal(uint256 proposalId) external view returns (Proposal memory) {
        return _known(proposalId);
    }

    /* PRIVATE */

    /// @dev A proposal whose voting has not ended.
    function _taking(uint256 proposalId) private view returns (Proposal storage open) {
        open = _open(proposalId);
        uint40 until = open.outcome == Outcome.OPEN ? open.votingUntil : open.adjournedUntil;
        require(block.timestamp < until, Meetings_VotingClosed(proposalId, until, block.timestamp));
    }

    /// @dev Units of a record-date holder for whom the caller votes.
    function _votesOf(uint256 proposalId, address holder, IBondToken bond, uint256 recordId, address issuer)
        private
        view
        returns (uint64 units)
    {
        address inForce = register.accountInForce(holder);
        require(inForce == msg.sender, Meetings_CallerNotHolder(msg.sender, holder));
        units = uint64(bond.holdingAt(holder, recordId));
        require(units != 0 && inForce != issuer, Meetings_NoVote(proposalId, holder));
    }

    function _cast(Proposal storage open, uint256 proposalId, address holder, bool inFavour, uint64 units) private {
        if (inFavour) open.inFavour += units;
        else open.against += units;
        emit Voted(proposalId, holder, inFavour, units);
    }

    /// @dev Several proposals may share a record date, one of a payment too, so nobody can take an instant from others.
    /// Each new one costs whoever moves next, and whoever looks one up: an office decides, others have one a week.
    function _record(address bond, uint32 date, uint40 closes) private {
        if (RecordIds.find(IBondToken(bond), closes) != 0) return;
        if (!_isOffice(msg.sender)) {
            uint256 latest = block.timestamp + AHEAD;
            require(closes <= latest, Meetings_TooFarAhead(closes, latest));
            uint40 there = _recordOf[bond][closes / 1 weeks];
            require(there == 0, Meetings_RecordThatWeek(closes, there));
            _recordOf[bond][closes / 1 weeks] = closes;
        }
        IBondToken(bond).bondTerms().addRecord(date, closes);
    }

    /// @dev What a proposal presumes: new periods replace those of one version, a waiver takes back the defaults
    /// declared. What accelerates is held to its day.
    function _about(address bond, Matter matter) private view returns (bytes32) {
        if (matter == Matter.ACCELERATE) return 0;
        if (matter == Matter.WAIVE) return keccak256(abi.encode(trustee.caseOf(bond).missed));
        return bytes32(uint256(IBondToken(bond).bondTerms().version()));
    }

    function _counted(Proposal storage open, uint256 entitled, bool first) private view returns (Outcome) {
        Covenants memory set = trustee.covenants(open.bond);
        uint256 inFavour = open.inFavour;
        if (open.matter == Matter.ACCELERATE) {
            bool enough = inFavour != 0 && inFavour * Money.RATE_ONE >= entitled * set.accelerationShare;
            return enough ? Outcome.CARRIED : Outcome.REJECTED;
        }
        uint256 cast = inFavour + open.against;
        uint256 quorum = first ? set.quorum : set.adjournedQuorum;
        if (cast == 0 || cast * Money.RATE_ONE < entitled * quorum) {
            return first && open.adjournedUntil != 0 ? Outcome.ADJOURNED : Outcome.LAPSED;
        }
        return inFavour * Money.RATE_ONE >= cast * set.majority ? Outcome.CARRIED : Outcome.REJECTED;
    }

    /// @dev Units of the record date but the issuer's own, under its account in force and every one it lost.
    function _entitled(address bond, uint256 recordId) private view returns (uint256 units) {
        IBondToken token = IBondToken(bond);
        address own = token.bondTerms().terms().issuer;
        address inForce = register.accountInForce(own);
        units = token.supplyAt(recordId) - token.holdingAt(own, recordId);
        while (own != inForce) {
            own = register.replacementOf(own);
            units -= token.holdingAt(own, recordId);
        }
    }

    function _issuerOf(IBondToken bond) private view returns (address) {
        return register.accountInForce(bond.bondTerms().terms().issuer);
    }

    function _requireConvener(address bond, Matter matter) private view {
        require(roles.has(Role.BOND_CONTRACT, bond), Meetings_CallerNotConvener(msg.sender));
        IBondToken token = IBondToken(bond);
        address issuer = _issuerOf(token);
        if (issuer == msg.sender) return;
        bool byOffice = _isOffice(msg.sender);
        // Terms bind two sides: the issuer agrees to new ones by proposing them.
        if (byOffice && matter == Matter.AMEND) revert Meetings_CallerNotIssuer(msg.sender, issuer);
        if (byOffice) return;
        uint256 held = token.balanceOf(msg.sender);
        uint256 needed = token.totalSupply() * trustee.covenants(bond).requisitionShare;
        require(held != 0 && held * Money.RATE_ONE >= needed, Meetings_CallerNotConvener(msg.sender));
        require(matter != Matter.AMEND, Meetings_CallerNotIssuer(msg.sender, issuer));
    }

    function _isOffice(address account) private view returns (bool) {
        return roles.has(Role.TRUSTEE, account) || roles.has(Role.FISCAL_AGENT, account);
    }

    function _known(uint256 proposalId) private view returns (Proposal storage stored) {
        stored = _proposals[proposalId];
        require(stored.outcome != Outcome.NONE, Meetings_UnknownProposal(proposalId));
    }

    function _open(uint256 proposalId) private view returns (Proposal storage stored) {
        stored = _known(proposalId);
        bool open = stored.outcome == Outcome.OPEN || stored.outcome == Outcome.ADJOURNED;
        require(open, Meetings_OutcomeIs(proposalId, stored.outcome));
    }

    function _wholeHash(Amendment calldata amendment) private pure returns (bytes32) {
        return keccak256(abi.encode(amendment));
    }
}
