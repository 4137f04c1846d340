"""Writes for each agency with faults in its form a letter in plain words, ready to be mailed back. Pure.

A letter holds the cells of that agency alone and no name of a file: whoever named it may have put a person's
name there. Faults of a file whose agency is not clear go into no letter.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.data.catalogue import Catalogue
from generator.data.problems import WHOLE_BOOK, Problem
from generator.model.portal import Portal
from generator.office.form_import import Outcome
from generator.office.form_owner import NamedAgencies, owner_named

_PRIVATE = re.compile(r"[^\s“”]+@[^\s“”]+|(?<!\d)(?:\+84|0)(?:[ .-]?\d){8,10}(?!\d)")
"""Addresses and telephone numbers, which a cell may hold by mistake."""

_OF_THE_IMPORT = frozenset({"xlsx-version-same", "xlsx-version-not-chosen", "xlsx-document-uncited"})
"""Notes for whoever imports, with which the agency has nothing to do."""

_BETWEEN_AGENCIES = frozenset({"xlsx-owner-differs", "xlsx-unknown-agency"})
"""Faults that leave open whose form it is."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What one agency is asked to mend."""

    agency: str
    """Id of the agency."""
    name: str
    text: str


def letters(portal: Portal, outcome: Outcome, catalogue: Catalogue) -> Iterator[Letter]:
    """Yield a letter to each agency in whose form there is an error, in the order of their names."""
    named = NamedAgencies(portal.agencies)
    faults: dict[str, list[Problem]] = {}
    for problem in outcome.problems:
        agency = owner_of(problem.path, outcome, named)
        known = faults.setdefault(agency, []) if agency is not None else []
        # That two versions differ is told at both files, and asked once.
        twice = problem.code == "xlsx-versions-differ" and any(one.code == problem.code for one in known)
        if problem.code not in _OF_THE_IMPORT and not twice:
            known.append(problem)
    for agency, problems in sorted(faults.items()):
        if any(problem.severity != "warning" for problem in problems):
            name = portal.agencies[agency].record.name
            yield Letter(agency, name, _text(name, problems, outcome, catalogue))


def owner_of(file: str, outcome: Outcome, named: NamedAgencies) -> str | None:
    """Return the id of the agency whose form a file is; None if that is not clear."""
    if file in outcome.owners:
        return outcome.owners[file]
    if any(one.path == file and one.code in _BETWEEN_AGENCIES for one in outcome.problems):
        return None
    return owner_named(file, named)


def _text(name: str, problems: list[Problem], outcome: Outcome, catalogue: Catalogue) -> str:
    t = catalogue.text
    lines = [t("office.reply.to", name=name), ""]
    lines += [t("office.reply.begin", quarter=outcome.quarter.label, count=len(problems)), ""]
    files = list(dict.fromkeys(problem.path for problem in problems))
    for number, problem in enumerate(problems, 1):
        if len(files) > 1 and (number == 1 or problem.path != problems[number - 2].path):
            lines.append(t("office.reply.file", number=files.index(problem.path) + 1))
        found, allowed, mend = _sentences(problem, catalogue)
        lines.append(f"{number}. {_place(problem, catalogue)}: {found}.")
        lines.append(t("office.reply.allowed", allowed=allowed))
        lines.append(t("office.reply.mend", mend=mend))
    lines += ["", t("office.reply.end"), ""]
    return _PRIVATE.sub("…", "\n".join(lines))


def _place(problem: Problem, catalogue: Catalogue) -> str:
    if not problem.cell or problem.cell == WHOLE_BOOK:
        return catalogue.text("office.reply.whole")
    sheet, _, cell = problem.cell.rpartition("!")
    return catalogue.text("office.reply.cell", sheet=sheet, cell=cell) if sheet else problem.cell


def _sentences(problem: Problem, catalogue: Catalogue) -> tuple[str, str, str]:
    """What was found, what is allowed, how the agency mends it: no command of the portal, no other file."""
    params: Mapping[str, str] = dict(problem.params)
    if problem.code.startswith(("xlsx-version", "xlsx-files")):
        params = {**params, "first": catalogue.text("office.reply.other")}
    key = f"problems.{problem.code}"
    near = "mend_near" if params.get("near") and f"{key}.mend_near" in catalogue else "mend"
    ours = f"office.reply-mend.{problem.code}"
    found, allowed = (catalogue.text(f"{key}.{part}", **params) for part in ("found", "allowed"))
    return found, allowed, catalogue.text(ours if ours in catalogue else f"{key}.{near}", **params)
