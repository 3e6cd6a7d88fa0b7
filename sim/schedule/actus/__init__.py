"""Cash flows of contracts written down as ACTUS terms: PAM (bullet) and LAM (linear amortising).

`read_contracts` turns a JSON file into contracts, `contract_rows` a contract into a table of text.
The meaning of terms and events is that of the ACTUS dictionary and technical specification; what of
it is not supported is refused by the term's name. Arithmetic is on fractions; nothing is rounded.

Three readings of the standard, held to by the published tests:

- `statusDate` is the end of that day: what was due by then has happened, and the terms are as of
  then. A contract that is running accrues from there, on top of `accruedInterest`.
- A cycle that ends in L0 puts days left over into a long last period, L1 into a short one.
- A time of 23:59:59 counts as the next day for accrual. Of other times only midnight is taken.
"""

from sim.schedule.actus.reading import is_actus, read_contracts
from sim.schedule.actus.table import COLUMNS, contract_rows

__all__ = ["COLUMNS", "contract_rows", "is_actus", "read_contracts"]
