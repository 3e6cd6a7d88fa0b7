// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Amendment} from "./ITrustee.sol";

/// @notice What holders vote on. AMEND: new periods, a new maturity, which the issuer proposes. WAIVE: the defaults
/// declared. ACCELERATE, RESCIND: what a trustee may do alone where there is one.
enum Matter {
    AMEND,
    WAIVE,
    ACCELERATE,
    RESCIND
}

/// @notice Life of a proposal: OPEN (→ ADJOURNED) → CARRIED → ENACTED, or REJECTED by votes, or LAPSED without a quorum.
enum Outcome {
    NONE,
    OPEN,
    ADJOURNED,
    CARRIED,
    REJECTED,
    LAPSED,
    ENACTED
}

/// @notice When a vote is taken.
/// @param recordDate holders at its close vote
/// @param votingDate civil day on which voting ends, at `votingUntil`
/// @param adjournedUntil end of a second meeting without a quorum at the first; zero for none
struct Meeting {
    uint32 recordDate;
    uint40 recordAt;
    uint32 votingDate;
    uint40 votingUntil;
    uint40 adjournedUntil;
}

/// @notice A proposal and its votes, in units.
/// @param about what it presumes and must still find when it is enacted: the version of the terms, or the hash of the
/// defaults declared
struct Proposal {
    address bond; // 20
    Matter matter; // 1
    Outcome outcome; // 1
    uint40 recordAt; // 5
    uint32 votingDate; // 4, of 32
    uint40 votingUntil; // 5
    uint40 adjournedUntil; // 5
    uint64 inFavour; // 8
    uint64 against; // 8
    bytes32 amendmentHash;
    bytes32 about;
}

/// @title What holders decide together
/// @notice One vote a unit held at the record date, one way or the other; the issuer's own units do not vote. A proposal that is carried binds
/// everyone: new terms, a default waived, everything due at once or no longer.
interface IMeetings {
    event Proposed(
        uint256 indexed proposalId,
        address indexed bond,
        address indexed by,
        Matter matter,
        Meeting meeting,
        Amendment amendment
    );
    /// @notice Units cast; a holder that votes both ways has one of each side.
    event Voted(uint256 indexed proposalId, address indexed holder, bool inFavour, uint64 units);
    event MeetingClosed(
        uint256 indexed proposalId, Outcome outcome, uint64 inFavour, uint64 against, uint64 entitled
    );
    event Enacted(uint256 indexed proposalId, address indexed bond);

    error Meetings_CallerNotConvener(address caller);
    error Meetings_CallerNotIssuer(address caller, address issuer);
    error Meetings_CallerNotHolder(address caller, address holder);
    error Meetings_NoCovenants(address bond);
    error Meetings_Unordered();
    error Meetings_UnknownProposal(uint256 proposalId);
    error Meetings_OutcomeIs(uint256 proposalId, Outcome outcome);
    error Meetings_VotingClosed(uint256 proposalId, uint40 until, uint256 timestamp);
    error Meetings_VotingOpen(uint256 proposalId, uint40 until, uint256 timestamp);
    error Meetings_VotedAlready(uint256 proposalId, address holder);
    error Meetings_NoVote(uint256 proposalId, address holder);
    error Meetings_NothingCast(uint256 proposalId, address holder);
    error Meetings_MoreThanHeld(uint256 proposalId, address holder, uint256 cast, uint256 held);
    error Meetings_AmendmentDiffers(bytes32 given, bytes32 expected);
    error Meetings_RecordThatWeek(uint40 recordAt, uint40 there);
    error Meetings_TooFarAhead(uint40 recordAt, uint256 latest);
    error Meetings_Overtaken(uint256 proposalId);

    /// @notice Calls a vote; the issuer, the trustee, the fiscal agent, or a holder of enough units; on new terms only the
    /// issuer.
    /// @dev A record date there is already is shared. Of new ones issuer and holders together have one a week (seven days
    /// from a Thursday, 00:00 UTC) and half a year ahead, so that nobody can burden those who move units or are paid.
    function propose(address bond, Matter matter, Meeting calldata meeting, Amendment calldata amendment)
        external
        returns (uint256 proposalId);

    /// @notice Votes all units of record-date holders, the caller's own and those of lost accounts it replaced; of holders
    /// that have cast none yet.
    function vote(uint256 proposalId, address[] calldata holders, bool inFavour) external;

    /// @notice Casts some units of a record-date holder in favour and some against, as those told it for whom it holds; the
    /// caller's own, or those of a lost account it replaced. What is left may be cast by a later call, each unit once.
    /// @param inFavour units, more than were cast before
    /// @param against units, more than were cast before
    function voteSplit(uint256 proposalId, address holder, uint64 inFavour, uint64 against) external;

    /// @notice Counts the votes once voting ended; without a quorum a first meeting is adjourned. Anyone may call. Where new
    /// terms took the record date away, the proposal lapses.
    function close(uint256 proposalId) external;

    /// @notice Puts a carried proposal into force, on all holders; anyone may call. What was overtaken by other terms, or
    /// by other defaults than were waived, is not.
    function enact(uint256 proposalId, Amendment calldata amendment) external;

    /// @notice A proposal as stored.
    function proposal(uint256 proposalId) external view returns (Proposal memory);

    /// @notice Proposals so far; numbers run from 1.
    function proposals() external view returns (uint256);

    /// @notice Units of a record-date holder that were cast so far, both sides together.
    function votedOf(uint256 proposalId, address holder) external view returns (uint64);
}
