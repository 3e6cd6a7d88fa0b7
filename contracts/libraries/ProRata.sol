// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title One ratio for everyone, and what rounding leaves
/// @notice Verifies in one pass a proposal that would take sorting to compute: units left after flooring go one each by
/// largest fraction, then earliest order, round after round while there is room.
library ProRata {
    /// @notice What a pass remembers.
    /// @param offered units to give
    /// @param demand units bid for, the ratio's denominator
    /// @param minimum least allocation
    /// @param level whole rounds every order with room received
    /// @param allocated units given so far
    /// @param wanted units bid for by orders that reach the minimum
    /// @param lastWith smallest rank among orders that received one more than `level`
    /// @param firstWithout largest rank among orders that had room and did not
    struct Pass {
        uint256 offered;
        uint256 demand;
        uint256 minimum;
        uint256 level;
        uint256 allocated;
        uint256 wanted;
        uint256 lastWith;
        uint256 firstWithout;
    }

    /// @notice A pass before its first order.
    function start(uint256 offered, uint256 demand, uint256 minimum, uint256 level)
        internal
        pure
        returns (Pass memory pass)
    {
        pass = Pass(offered, demand, minimum, level, 0, 0, type(uint256).max, 0);
        // More demand than offered scales; less fills everyone.
        if (demand < offered) pass.offered = demand;
    }

    /// @notice Whether `proposed` can be the allocation of order number `id` for `bid` units; and if not, the units it
    /// should have been given before any last one.
    function check(Pass memory pass, uint256 id, uint256 bid, uint256 proposed)
        internal
        pure
        returns (bool fits, uint256 expected)
    {
        uint256 scaled = bid * pass.offered / pass.demand;
        if (scaled < pass.minimum) return (proposed == 0, 0);
        uint256 room = bid - scaled;
        expected = scaled + (room < pass.level ? room : pass.level);
        pass.allocated += proposed;
        pass.wanted += bid;
        if (room <= pass.level) return (proposed == expected, expected);
        uint256 rank = _rank(bid * pass.offered % pass.demand, id);
        if (proposed == expected) {
            if (rank > pass.firstWithout) pass.firstWithout = rank;
            return (true, expected);
        }
        if (rank < pass.lastWith) pass.lastWith = rank;
        return (proposed == expected + 1, expected);
    }

    /// @notice Units the rule gives in all.
    function total(Pass memory pass) internal pure returns (uint256) {
        return pass.wanted < pass.offered ? pass.wanted : pass.offered;
    }

    /// @dev Larger fraction first, then the earlier order; denominators are equal, so remainders compare as fractions.
    function _rank(uint256 remainder, uint256 id) private pure returns (uint256) {
        return remainder << 64 | (type(uint64).max - id);
    }
}
