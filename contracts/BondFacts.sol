// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";

import {RecordDates} from "./RecordDates.sol";
import {CouponKind} from "./interfaces/IBondTerms.sol";
import {IERC7092ESG, IERC7092Reads} from "./interfaces/standards/IERC7092.sol";
import {AccountWord} from "./libraries/AccountWord.sol";
import {DayCountConvention} from "./libraries/DayCount.sol";
import {Money} from "./libraries/Money.sol";

/// @title The terms of a bond, read as ERC-7092 names them
abstract contract BondFacts is RecordDates, IERC7092ESG {
    /* ERC-7092 */

    /// @inheritdoc IERC7092Reads
    function isin() external view returns (string memory) {
        return bondTerms.isin();
    }

    /// @inheritdoc IERC7092Reads
    function currency() external view returns (address) {
        return bondTerms.defaultRail();
    }

    /// @inheritdoc IERC7092Reads
    function denomination() external view returns (uint256) {
        return bondTerms.calculationAmount();
    }

    /// @inheritdoc IERC7092Reads
    function issueVolume() external view returns (uint256) {
        return _outstanding(_config.supply);
    }

    /// @inheritdoc IERC7092Reads
    function couponRate() external view returns (uint256) {
        return bondTerms.runningRate() / Money.RATE_BASIS_POINT;
    }

    /// @inheritdoc IERC7092Reads
    function issueDate() external view returns (uint256) {
        (uint32 issued,) = bondTerms.life();
        return uint256(issued) * 1 days;
    }

    /// @inheritdoc IERC7092Reads
    function maturityDate() external view returns (uint256) {
        (, uint32 matures) = bondTerms.life();
        return uint256(matures) * 1 days;
    }

    /// @inheritdoc IERC7092Reads
    function principalOf(address holder) external view returns (uint256) {
        return _outstanding(_words[holder].units());
    }

    /* ERC-7092, OPTIONAL */

    /// @inheritdoc IERC20Metadata
    function decimals() public pure virtual override(IERC20Metadata, IERC7092ESG) returns (uint8) {
        return 0;
    }

    /// @inheritdoc IERC7092ESG
    function currencyOfCoupon() external view returns (address) {
        return bondTerms.defaultRail();
    }

    /// @inheritdoc IERC7092ESG
    function couponType() external view returns (uint8) {
        (CouponKind kind,,) = bondTerms.couponForm();
        return uint8(kind);
    }

    /// @inheritdoc IERC7092ESG
    function couponFrequency() external view returns (uint256) {
        (, uint8 couponsPerYear,) = bondTerms.couponForm();
        return couponsPerYear;
    }

    /// @inheritdoc IERC7092ESG
    function dayCountBasis() external view returns (uint8) {
        (,, DayCountConvention counted) = bondTerms.couponForm();
        if (counted == DayCountConvention.ACT_ACT_ICMA) return 0;
        if (counted == DayCountConvention.ACT_360) return 1;
        if (counted == DayCountConvention.ACT_365F) return 2;
        // ACT/ACT ISDA, 30/360, 30E/360 follow in the order of the enum.
        return uint8(counted);
    }

    /* PRIVATE */

    /// @dev Instalments paid count from when they are payable by the schedule.
    function _outstanding(uint256 units) private view returns (uint256) {
        return units * bondTerms.calculationAmount() * bondTerms.factor() / Money.RATE_ONE;
    }
}
