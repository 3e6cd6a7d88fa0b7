// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";

import {RecordDates} from "./RecordDates.sol";
import {IBondToken, Period, Terms} from "./interfaces/IBondToken.sol";
import {IERC7092ESG, IERC7092Reads} from "./interfaces/standards/IERC7092.sol";
import {AccountWord} from "./libraries/AccountWord.sol";
import {DayCount, DayCountConvention} from "./libraries/DayCount.sol";
import {Money} from "./libraries/Money.sol";

/// @title The terms of a bond, read as ERC-7092 names them, and what they make of a period
abstract contract BondFacts is RecordDates, IERC7092ESG {
    uint8 private constant FIXED_COUPON = 1;

    /// @inheritdoc IBondToken
    function interestPerUnit(uint256 index)
        external
        view
        returns (uint256 numerator, uint256 denominator, uint256 accrualNum, uint256 accrualDen)
    {
        Period memory interest = _period(index);
        Terms storage inForce = _termsInForce();
        (accrualNum, accrualDen) =
            DayCount.fraction(inForce.dayCount, interest.start, interest.end, inForce.couponsPerYear);
        numerator = uint256(inForce.calculationAmount) * interest.rate * accrualNum;
        denominator = Money.RATE_ONE * accrualDen;
    }

    /* ERC-7092 */

    /// @inheritdoc IERC7092Reads
    function isin() external view returns (string memory) {
        return _termsInForce().isin;
    }

    /// @inheritdoc IERC7092Reads
    function currency() external view returns (address) {
        return _termsInForce().rails[0];
    }

    /// @inheritdoc IERC7092Reads
    function denomination() external view returns (uint256) {
        return _termsInForce().calculationAmount;
    }

    /// @inheritdoc IERC7092Reads
    function issueVolume() external view returns (uint256) {
        return uint256(_config.supply) * _termsInForce().calculationAmount;
    }

    /// @inheritdoc IERC7092Reads
    function couponRate() external view returns (uint256) {
        uint256 last = _config.finalRecordId - 1;
        uint256 running = recordId();
        return _period(running < last ? running : last).rate / Money.RATE_BASIS_POINT;
    }

    /// @inheritdoc IERC7092Reads
    function issueDate() external view returns (uint256) {
        return uint256(_termsInForce().issueDate) * 1 days;
    }

    /// @inheritdoc IERC7092Reads
    function maturityDate() external view returns (uint256) {
        return uint256(_termsInForce().maturityDate) * 1 days;
    }

    /// @inheritdoc IERC7092Reads
    function principalOf(address holder) external view returns (uint256) {
        return _words[holder].units() * _termsInForce().calculationAmount;
    }

    /* ERC-7092, OPTIONAL */

    /// @inheritdoc IERC20Metadata
    function decimals() public pure virtual override(IERC20Metadata, IERC7092ESG) returns (uint8) {
        return 0;
    }

    /// @inheritdoc IERC7092ESG
    function currencyOfCoupon() external view returns (address) {
        return _termsInForce().rails[0];
    }

    /// @inheritdoc IERC7092ESG
    function couponType() external pure returns (uint8) {
        return FIXED_COUPON;
    }

    /// @inheritdoc IERC7092ESG
    function couponFrequency() external view returns (uint256) {
        return _termsInForce().couponsPerYear;
    }

    /// @inheritdoc IERC7092ESG
    function dayCountBasis() external view returns (uint8) {
        DayCountConvention counted = _termsInForce().dayCount;
        if (counted == DayCountConvention.ACT_ACT_ICMA) return 0;
        if (counted == DayCountConvention.ACT_360) return 1;
        if (counted == DayCountConvention.ACT_365F) return 2;
        // ACT/ACT ISDA, 30/360, 30E/360 follow in the order of the enum.
        return uint8(counted);
    }
}
