"""Whose form a file is: what its sheet shows, what the file is called and what its hidden sheet says."""

import re
from collections.abc import Mapping
from pathlib import PurePath

from generator.data.catalogue import Catalogue
from generator.model import records
from generator.model.portal import Located
from generator.office.agency_names import name_key
from generator.office.file_problems import Complaints
from generator.office.submission import Submission
from generator.office.workbook import Cell

_UNIT = re.compile(r"^(?:ubnd-)?(?:phuong|xa|dac-khu)-")
"""What people leave out of a commune's name: ``an-bien`` is a name of UBND phường An Biên."""


class NamedAgencies:
    """Finds the agencies that a text names, wherever in it: name of a file, line above a table."""

    def __init__(self, agencies: Mapping[str, Located[records.Agency]]) -> None:
        self.names = {one: located.record.name for one, located in agencies.items()}
        self._by_key: dict[str, set[str]] = {}
        for agency in (located.record for located in agencies.values()):
            former = (one.name for one in agency.former_names)
            names = (agency.id, agency.name, agency.short_name or "", *agency.aliases, *former)
            keys = {name_key(name) for name in names}
            for key in keys | {_UNIT.sub("", key) for key in keys}:
                self._by_key.setdefault(key, set()).add(agency.id)
        self._by_key.pop("", None)

    def named(self, text: str) -> frozenset[str]:
        """Return the ids of agencies named in a text; a name inside a longer one does not count."""
        whole = f"-{name_key(text)}-"
        found = [key for key in self._by_key if f"-{key}-" in whole]
        longest = [key for key in found if not any(key != one and f"-{key}-" in f"-{one}-" for one in found)]
        return frozenset(agency for key in longest for agency in self._by_key[key])


def owner_named(file: str, names: NamedAgencies) -> str | None:
    """Return the id of the one agency that the name of a file names; None if it names none or several."""
    found = names.named(PurePath(file.rpartition(" › ")[2]).stem)
    return next(iter(found)) if len(found) == 1 else None


def check_owner(
    submission: Submission, names: NamedAgencies, catalogue: Catalogue, complaints: Complaints
) -> bool:
    """Whether sheet, file name and hidden sheet name one agency; else a problem that names all three.

    A sheet or file name that names no agency at all does not count.
    """
    owner = submission.facts.agency
    main = submission.tables.get("tasks") or submission.tables["targets"]
    above = [cell for (row, _), cell in sorted(main.sheet.cells.items()) if row < main.heading_row]
    said = [(cell, found) for cell in above if (found := _said(cell, names))]
    shown = next((cell for cell, _ in said), None)
    # In a zip only the form's own name counts: somebody else may have packed it.
    file = names.named(PurePath(complaints.file.rpartition(" › ")[2]).stem)
    agreed = not said or any(owner in found for _, found in said)
    if agreed and (not file or owner in file):
        return True
    nobody = catalogue.text("office.owner-unnamed")
    params = {
        "value": str(shown.value) if shown is not None else nobody,
        "file": ", ".join(names.names[one] for one in sorted(file)) or nobody,
        "name": names.names[owner],
    }
    row, column = (shown.row, shown.column) if shown is not None else (1, 1)
    complaints.at(main.name, row, column, "xlsx-owner-differs", **params)
    return False


def _said(cell: Cell, names: NamedAgencies) -> frozenset[str]:
    """The agencies that a cell above the table names; only its first column says whose form it is."""
    return names.named(str(cell.value)) if cell.kind == "text" and cell.column == 1 else frozenset()
