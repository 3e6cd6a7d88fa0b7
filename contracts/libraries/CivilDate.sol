// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Years, months and days of civil days since 1970-01-01, in the Gregorian calendar
library CivilDate {
    uint256 private constant DAYS_BEFORE_1970 = 719_162; // from 0001-01-01
    uint256 private constant DAYS_OF_400_YEARS = 146_097;

    /// @dev From 0000-03-01: a year counted from March has its leap day last, so that its months need no table.
    uint256 private constant MARCH_BEFORE_1970 = 719_468;

    /// @notice The date of a civil day.
    function read(uint256 day) internal pure returns (uint256 year, uint256 month, uint256 dayOfMonth) {
        unchecked {
            uint256 counted = day + MARCH_BEFORE_1970;
            uint256 ofEra = counted % DAYS_OF_400_YEARS;
            uint256 yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
            uint256 ofYear = ofEra + yearOfEra / 100 - yearOfEra / 4 - 365 * yearOfEra;
            uint256 fromMarch = (5 * ofYear + 2) / 153;
            dayOfMonth = ofYear - (153 * fromMarch + 2) / 5 + 1;
            month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
            year = 400 * (counted / DAYS_OF_400_YEARS) + yearOfEra + (month < 3 ? 1 : 0);
        }
    }

    /// @notice The civil day of a date.
    function dayOf(uint256 year, uint256 month, uint256 dayOfMonth) internal pure returns (uint256) {
        unchecked {
            uint256 ofMarch = month > 2 ? year : year - 1;
            uint256 fromMarch = month > 2 ? month - 3 : month + 9;
            uint256 ofYear = (153 * fromMarch + 2) / 5 + dayOfMonth - 1;
            return 365 * ofMarch + ofMarch / 4 - ofMarch / 100 + ofMarch / 400 + ofYear - MARCH_BEFORE_1970;
        }
    }

    /// @notice So many months later, or earlier, on a day of the month; the last of a month that has no such day.
    function moved(uint256 from, bool back, uint256 months, uint256 dayOfMonth) internal pure returns (uint256) {
        (uint256 year, uint256 month,) = read(from);
        uint256 counted = 12 * year + month - 1;
        counted = back ? counted - months : counted + months;
        uint256 first = dayOf(counted / 12, counted % 12 + 1, 1);
        uint256 length = dayOf((counted + 1) / 12, (counted + 1) % 12 + 1, 1) - first;
        return first + (dayOfMonth < length ? dayOfMonth : length) - 1;
    }

    /// @notice Days since 1970-01-01, without the day itself, that lie in leap years; those before 1970 left out.
    function daysInLeapYears(uint256 day) internal pure returns (uint256) {
        unchecked {
            (uint256 year,,) = read(day);
            uint256 leapYears = leapYearsBefore(year);
            uint256 ofYear = day + DAYS_BEFORE_1970 - 365 * (year - 1) - leapYears;
            bool isLeap = leapYearsBefore(year + 1) != leapYears;
            return 366 * (leapYears - leapYearsBefore(1970)) + (isLeap ? ofYear : 0);
        }
    }

    /// @notice Leap years from year 1 to the one before.
    function leapYearsBefore(uint256 year) internal pure returns (uint256) {
        unchecked {
            uint256 last = year - 1;
            return last / 4 - last / 100 + last / 400;
        }
    }
}
