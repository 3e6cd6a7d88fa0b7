// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {RoleBound} from "./RoleBound.sol";
import {Due, IBondTerms, RoundingBasis} from "./interfaces/IBondTerms.sol";
import {IBondToken} from "./interfaces/IBondToken.sol";
import {ActionKind, IPayingAgent} from "./interfaces/IPayingAgent.sol";
import {Estate, Instalment, IRecoveries} from "./interfaces/IRecoveries.sol";
import {IRoles, Role} from "./interfaces/IRoles.sol";
import {Case, ITrustee, Standing, Waterfall} from "./interfaces/ITrustee.sol";
import {RecordIds} from "./libraries/RecordIds.sol";

/// @title Recoveries
contract Recoveries is IRecoveries, RoleBound, ReentrancyGuardTransient {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    /// @notice Where it is read what is owed, and how a bond stands.
    ITrustee public immutable trustee;

    /// @notice Pays the instalments.
    IPayingAgent public immutable paying;

    mapping(address bond => Estate recovered) private _estates;

    constructor(IRoles roles_, ITrustee trustee_, IPayingAgent paying_) RoleBound(roles_) {
        (trustee, paying) = (trustee_, paying_);
    }

    /* RECOVERING */

    /// @inheritdoc IRecoveries
    function addRecord(address bond, uint32 date, uint40 closes) external {
        _requireDistributor();
        trustee.requireAllDue(bond);
        // One that a vote has already serves as well.
        if (RecordIds.find(IBondToken(bond), closes) == 0) _termsOf(bond).addRecord(date, closes);
    }

    /// @inheritdoc IRecoveries
    function payIn(address bond, uint128 amount) external nonReentrant {
        _payIn(bond, msg.sender, amount);
    }

    /// @inheritdoc IRecoveries
    function payInFrom(address bond, address payer, uint128 amount) external nonReentrant {
        address cash = address(_cashOf(bond));
        require(msg.sender == cash, Recoveries_CallerNotCash(msg.sender, cash));
        _payIn(bond, payer, amount);
    }

    /// @inheritdoc IRecoveries
    function bookCosts(address bond, uint128 amount) external {
        _requireRole(Role.TRUSTEE);
        trustee.requireAllDue(bond);
        require(trustee.covenants(bond).hasTrustee, ITrustee.Trustee_NoTrustee(bond));
        Estate storage recovered = _estates[bond];
        bool isOnlyOne = recovered.costs == 0 || recovered.costsTo == msg.sender;
        require(isOnlyOne, Recoveries_CostsOfAnother(bond, recovered.costsTo));
        recovered.costs += amount;
        recovered.costsTo = msg.sender;
        emit CostsBooked(bond, msg.sender, amount);
    }

    /// @inheritdoc IRecoveries
    function distribute(address bond, Instalment calldata instalment)
        external
        nonReentrant
        returns (uint256 actionId)
    {
        _requireDistributor();
        trustee.requireAllDue(bond);
        _requireLater(bond, instalment.recordAt);
        Estate storage recovered = _estates[bond];
        (bool paid, uint256 free) = _settleCosts(bond, recovered);
        uint256 units = IBondToken(bond).supplyAt(IBondToken(bond).recordIdAt(instalment.recordAt));
        uint256 each = units == 0 ? 0 : free / units;
        require(each != 0 || paid, Recoveries_TooLittle(recovered.held, units));
        if (each == 0) return 0;
        actionId = _pay(bond, instalment, _cashOf(bond), recovered, units, each);
    }

    /// @inheritdoc IRecoveries
    function giveBack(address bond) external nonReentrant {
        Estate storage recovered = _estates[bond];
        (bool paid,) = _settleCosts(bond, recovered);
        uint256 owed = _owed(bond, recovered);
        uint128 over = owed < recovered.held ? (recovered.held - owed).toUint128() : 0;
        require(paid || over != 0, Recoveries_NothingOver(bond));
        if (over == 0) return;
        recovered.held -= over;
        address issuer = IBondToken(bond).register().accountInForce(_termsOf(bond).terms().issuer);
        emit RecoveryReturned(bond, issuer, over);
        _cashOf(bond).safeTransfer(issuer, over);
    }

    /// @inheritdoc IRecoveries
    function payCosts(address bond, uint128 amount) external {
        require(msg.sender == address(this), Recoveries_CallerNotSelf(msg.sender));
        Estate storage recovered = _estates[bond];
        recovered.costs -= amount;
        recovered.held -= amount;
        emit CostsPaid(bond, recovered.costsTo, amount);
        _cashOf(bond).safeTransfer(recovered.costsTo, amount);
    }

    /* VIEW */

    /// @inheritdoc IRecoveries
    function estateOf(address bond) external view returns (Estate memory) {
        return _estates[bond];
    }

    /* PRIVATE */

    function _payIn(address bond, address payer, uint128 amount) private {
        trustee.requireAllDue(bond);
        Estate storage recovered = _estates[bond];
        uint256 owed = _owed(bond, recovered);
        // What was cured since may leave more than is owed.
        uint256 room = owed < recovered.held ? 0 : owed - recovered.held;
        require(amount <= room, Recoveries_AboveClaim(amount, room));
        recovered.held += amount;
        emit RecoveryReceived(bond, payer, amount);
        _cashOf(bond).safeTransferFrom(payer, address(this), amount);
    }

    /// @dev What the account of the trustee cannot take now stays set aside for it, and holds up nobody.
    /// @return paid whether costs were paid
    /// @return free what is not set aside for them
    function _settleCosts(address bond, Estate storage recovered) private returns (bool paid, uint256 free) {
        uint128 due = recovered.costs < recovered.held ? recovered.costs : recovered.held;
        free = recovered.held - due;
        if (due == 0) return (false, free);
        try this.payCosts(bond, due) {
            paid = true;
        } catch (bytes memory revertData) {
            // As in `PayingAgent`: every rail names its refusals; silence is a caller who sent too little gas.
            require(revertData.length > 0, Recoveries_OutOfGas(bond));
        }
    }

    function _pay(
        address bond,
        Instalment calldata instalment,
        IERC20 cash,
        Estate storage recovered,
        uint256 units,
        uint256 each
    ) private returns (uint256 actionId) {
        if (!recovered.isFixed) {
            (recovered.principalClaim, recovered.interestClaim) = trustee.startRecovery(bond);
            recovered.isFixed = true;
        }
        (uint256 principalLeft, uint256 interestLeft) = _left(bond, recovered);
        if (each > principalLeft + interestLeft) each = principalLeft + interestLeft;
        require(each != 0, Recoveries_TooLittle(recovered.held, units));
        uint256 interest = _interestIn(trustee.covenants(bond).waterfall, each, principalLeft, interestLeft);
        uint128 principal = (each - interest).toUint128();
        uint256 amount = each * units;
        recovered.held -= amount.toUint128();
        recovered.principalPaid += principal;
        recovered.interestPaid += interest.toUint128();
        Due memory due;
        due.cash = address(cash);
        (due.recordDate, due.exDate, due.recordAt) = (instalment.recordDate, instalment.exDate, instalment.recordAt);
        (due.dueDate, due.paymentDate) = (instalment.paymentDate, instalment.paymentDate);
        (due.fundingCutoff, due.payableFrom) = (type(uint40).max, instalment.payableFrom);
        // Equal on each unit, whatever the terms round.
        due.roundingBasis = RoundingBasis.CALCULATION_AMOUNT;
        (due.amountNum, due.amountDen) = (each, 1);
        due.taxAccount = _termsOf(bond).taxAccount();
        uint16 period = trustee.caseOf(bond).claimsPeriod;
        actionId = paying.announceOther(bond, period, ActionKind.LIQU, abi.encode(due), principal);
        emit RecoveryDistributed(bond, actionId, uint64(units), principal, uint128(interest), recovered.held);
        cash.forceApprove(address(paying), amount);
        paying.fund(actionId);
    }

    /// @dev What one unit is still owed; before the first instalment the claim is not fixed yet.
    function _left(address bond, Estate storage recovered) private view returns (uint256 principal, uint256 interest) {
        if (!recovered.isFixed) return trustee.claimOf(bond);
        principal = recovered.principalClaim - recovered.principalPaid;
        interest = recovered.interestClaim - recovered.interestPaid;
    }

    /// @dev To all units, and in costs; nothing to the units of a bond that performs.
    function _owed(address bond, Estate storage recovered) private view returns (uint256) {
        (uint256 principal, uint256 interest) = _left(bond, recovered);
        return (principal + interest) * IBondToken(bond).totalSupply() + recovered.costs;
    }

    function _interestIn(Waterfall waterfall, uint256 each, uint256 principal, uint256 interest)
        private
        pure
        returns (uint256)
    {
        if (waterfall == Waterfall.INTEREST_FIRST) return each < interest ? each : interest;
        if (waterfall == Waterfall.PRINCIPAL_FIRST) return each < principal ? 0 : each - principal;
        return each * interest / (principal + interest);
    }

    /// @dev Whoever sold before everything became due has no part in what is recovered.
    function _requireLater(address bond, uint40 recordAt) private view {
        Case memory stands = trustee.caseOf(bond);
        IBondTerms terms = _termsOf(bond);
        uint40 since = stands.since;
        // Due by its terms, not by acceleration: to whom the last payment was due.
        if (stands.standing != Standing.ACCELERATED) since = terms.period(terms.periods() - 1).recordAt;
        require(recordAt >= since, Recoveries_RecordTooEarly(recordAt, since));
    }

    function _requireDistributor() private view {
        bool may = roles.has(Role.TRUSTEE, msg.sender) || roles.has(Role.PAYING_AGENT, msg.sender);
        require(may, Recoveries_CallerNotTrusteeNorPayingAgent(msg.sender));
    }

    function _termsOf(address bond) private view returns (IBondTerms) {
        return IBondToken(bond).bondTerms();
    }

    function _cashOf(address bond) private view returns (IERC20) {
        return IERC20(_termsOf(bond).defaultRail());
    }
}
