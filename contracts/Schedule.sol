// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CouponKind, IBondTerms, Period, TaxRate, Terms} from "./interfaces/IBondTerms.sol";
import {DayCountConvention} from "./libraries/DayCount.sol";
import {Money} from "./libraries/Money.sol";

/// @title Terms and interest periods as they are kept, and as others read them
abstract contract Schedule is IBondTerms {
    Terms internal _terms;
    mapping(uint256 index => Period term) internal _periods;

    /// @inheritdoc IBondTerms
    uint256 public periods;

    /// @inheritdoc IBondTerms
    function terms() external view returns (Terms memory) {
        return _terms;
    }

    /// @inheritdoc IBondTerms
    function period(uint256 index) public view returns (Period memory) {
        require(index < periods, BondTerms_UnknownPeriod(index, periods));
        return _periods[index];
    }

    /// @inheritdoc IBondTerms
    function factorBefore(uint256 index) public view returns (uint256) {
        return index == 0 ? Money.RATE_ONE : _periods[index - 1].factorAfter;
    }

    /// @inheritdoc IBondTerms
    function factor() external view returns (uint256) {
        return factorBefore(_running());
    }

    /// @inheritdoc IBondTerms
    function runningRate() external view returns (uint64) {
        uint256 running = _running();
        return _periods[running < periods ? running : periods - 1].rate;
    }

    /// @inheritdoc IBondTerms
    function taxRate(uint16 jurisdiction) external view returns (uint64) {
        TaxRate[] storage taxes = _terms.taxes;
        for (uint256 i = 0; i < taxes.length; ++i) {
            if (taxes[i].jurisdiction == jurisdiction) return taxes[i].rate;
        }
        return 0;
    }

    /// @inheritdoc IBondTerms
    function taxAccount() external view returns (address) {
        return _terms.taxAccount;
    }

    /// @inheritdoc IBondTerms
    function sizes() external view returns (uint64 minimumUnits, uint64 offeredUnits) {
        return (_terms.minimumUnits, _terms.offeredUnits);
    }

    /// @inheritdoc IBondTerms
    function isin() external view returns (string memory) {
        return _terms.isin;
    }

    /// @inheritdoc IBondTerms
    function defaultRail() external view returns (address) {
        return _terms.rails[0];
    }

    /// @inheritdoc IBondTerms
    function calculationAmount() external view returns (uint256) {
        return _terms.calculationAmount;
    }

    /// @inheritdoc IBondTerms
    function life() external view returns (uint32 issueDate, uint32 maturityDate) {
        return (_terms.issueDate, _terms.maturityDate);
    }

    /// @inheritdoc IBondTerms
    function couponForm() external view returns (CouponKind kind, uint8 couponsPerYear, DayCountConvention dayCount) {
        return (_terms.couponKind, _terms.couponsPerYear, _terms.dayCount);
    }

    /// @dev The first period not payable yet; one past the last when all are.
    function _running() internal view returns (uint256 index) {
        while (index < periods && _periods[index].payableFrom <= block.timestamp) ++index;
    }
}
