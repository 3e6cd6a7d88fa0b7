// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RoleBound} from "./RoleBound.sol";
import {IBondTerms} from "./interfaces/IBondTerms.sol";
import {IBondToken} from "./interfaces/IBondToken.sol";
import {IInvestorRegister} from "./interfaces/IInvestorRegister.sol";
import {IMeetings, Matter, Meeting, Outcome, Proposal} from "./interfaces/IMeetings.sol";
import {IRoles, Role} from "./interfaces/IRoles.sol";
import {Amendment, Covenants, ITrustee} from "./interfaces/ITrustee.sol";
import {Money} from "./libraries/Money.sol";

/// @title Meetings
contract Meetings is IMeetings, RoleBound {
    /// @notice Puts into force what was carried.
    ITrustee public immutable trustee;

    /// @notice Which account stands for a holder is asked there.
    IInvestorRegister public immutable register;

    mapping(uint256 proposalId => Proposal stored) private _proposals;

    /// @inheritdoc IMeetings
    mapping(uint256 proposalId => mapping(address holder => bool)) public hasVoted;

    /// @inheritdoc IMeetings
    uint256 public proposals;

    constructor(IRoles roles_, IInvestorRegister register_, ITrustee trustee_) RoleBound(roles_) {
        (register, trustee) = (register_, trustee_);
    }

    /// @inheritdoc IMeetings
    function propose(address bond, Matter matter, Meeting calldata meeting, Amendment calldata amendment)
        external
        returns (uint256 proposalId)
    {
        _requireConvener(bond);
        require(trustee.covenants(bond).majority != 0, Meetings_NoCovenants(bond));
        // A share of all units accelerates, however many vote: there is no second meeting to wait for.
        bool again = meeting.adjournedUntil > meeting.votingUntil && matter != Matter.ACCELERATE;
        bool ordered = block.timestamp < meeting.recordAt && meeting.recordAt < meeting.votingUntil
            && (meeting.adjournedUntil == 0 || again);
        require(ordered, Meetings_Unordered());
        proposalId = ++proposals;
        Proposal storage made = _proposals[proposalId];
        (made.bond, made.matter, made.outcome) = (bond, matter, Outcome.OPEN);
        (made.recordAt, made.votingDate, made.votingUntil) =
            (meeting.recordAt, meeting.votingDate, meeting.votingUntil);
        made.adjournedUntil = meeting.adjournedUntil;
        made.amendmentHash = _wholeHash(amendment);
        emit Proposed(proposalId, bond, msg.sender, matter, meeting, amendment);
        IBondToken(bond).bondTerms().addRecord(meeting.recordDate, meeting.recordAt);
    }

    /// @inheritdoc IMeetings
    function vote(uint256 proposalId, address[] calldata holders, bool inFavour) external {
        Proposal storage open = _open(proposalId);
        uint40 until = open.outcome == Outcome.OPEN ? open.votingUntil : open.adjournedUntil;
        require(block.timestamp < until, Meetings_VotingClosed(proposalId, until, block.timestamp));
        IBondToken bond = IBondToken(open.bond);
        uint256 recordId = bond.recordIdAt(open.recordAt);
        address issuer = _issuerOf(bond);
        for (uint256 i = 0; i < holders.length; ++i) {
            address holder = holders[i];
            address inForce = register.accountInForce(holder);
            require(inForce == msg.sender, Meetings_CallerNotHolder(msg.sender, holder));
            require(!hasVoted[proposalId][holder], Meetings_VotedAlready(proposalId, holder));
            uint64 units = uint64(bond.holdingAt(holder, recordId));
            require(units != 0 && inForce != issuer, Meetings_NoVote(proposalId, holder));
            hasVoted[proposalId][holder] = true;
            if (inFavour) open.inFavour += units;
            else open.against += units;
            emit Voted(proposalId, holder, inFavour, units);
        }
    }

    /// @inheritdoc IMeetings
    function close(uint256 proposalId) external {
        Proposal storage open = _open(proposalId);
        bool first = open.outcome == Outcome.OPEN;
        uint40 until = first ? open.votingUntil : open.adjournedUntil;
        require(block.timestamp >= until, Meetings_VotingOpen(proposalId, until, block.timestamp));
        uint256 entitled = _entitled(open);
        Outcome outcome = _counted(open, entitled, first);
        open.outcome = outcome;
        emit MeetingClosed(proposalId, outcome, open.inFavour, open.against, uint64(entitled));
    }

    /// @inheritdoc IMeetings
    function enact(uint256 proposalId, Amendment calldata amendment) external {
        Proposal storage carried = _known(proposalId);
        require(carried.outcome == Outcome.CARRIED, Meetings_OutcomeIs(proposalId, carried.outcome));
        bytes32 given = _wholeHash(amendment);
        require(given == carried.amendmentHash, Meetings_AmendmentDiffers(given, carried.amendmentHash));
        carried.outcome = Outcome.ENACTED;
        address bond = carried.bond;
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

    /// @dev Units of the record date but the issuer's own, under its account in force or one it lost.
    function _entitled(Proposal storage open) private view returns (uint256 units) {
        IBondToken bond = IBondToken(open.bond);
        uint256 recordId = bond.recordIdAt(open.recordAt);
        address named = bond.bondTerms().terms().issuer;
        address inForce = register.accountInForce(named);
        units = bond.supplyAt(recordId) - bond.holdingAt(named, recordId);
        if (inForce != named) units -= bond.holdingAt(inForce, recordId);
    }

    function _issuerOf(IBondToken bond) private view returns (address) {
        return register.accountInForce(bond.bondTerms().terms().issuer);
    }

    function _requireConvener(address bond) private view {
        bool byOffice = roles.has(Role.TRUSTEE, msg.sender) || roles.has(Role.FISCAL_AGENT, msg.sender);
        if (byOffice) return;
        require(roles.has(Role.BOND_CONTRACT, bond), Meetings_CallerNotConvener(msg.sender));
        IBondToken token = IBondToken(bond);
        if (_issuerOf(token) == msg.sender) return;
        uint256 held = token.balanceOf(msg.sender);
        uint256 needed = token.totalSupply() * trustee.covenants(bond).requisitionShare;
        require(held != 0 && held * Money.RATE_ONE >= needed, Meetings_CallerNotConvener(msg.sender));
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
