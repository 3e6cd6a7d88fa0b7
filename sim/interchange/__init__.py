"""Term sheets in and out, by the names of the ICMA Bond Data Taxonomy 1.2.

`term_sheet` writes a tranche as a document of the taxonomy, `read_term_sheets` reads such documents
back, and `scenario_part` makes of them the part of a scenario they tell. `elements` lists every
element and what is done with it.
"""

from sim.interchange.fragment import scenario_part
from sim.interchange.reading import TermSheet, read_term_sheets
from sim.interchange.writing import term_sheet

__all__ = ["TermSheet", "read_term_sheets", "scenario_part", "term_sheet"]
