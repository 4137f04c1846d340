"""Small portals made in memory: the minimal root with changes written beside the assertion."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from generator.data.catalogue import Catalogue
from generator.data.check import check_files
from generator.data.parser import parse_root, read_files
from generator.data.problems import Problem
from generator.data.references import References
from generator.measures.metrics import Measured
from generator.model.portal import Portal
from generator.view.presentation import Presentation
from tests.paths import MINIMAL

Change = str | Mapping[str, str]
"""Text to stand after a file's own (the whole of a new file), or texts that stand in it once, old to new."""

TASKS = "data/plans/tp-2026/tasks.yaml"
TARGETS = "data/plans/tp-2026/targets.yaml"
EVENTS = "data/plans/tp-2026/events.yaml"
AGENCIES = "data/agencies.yaml"
DOCUMENTS = "data/documents.yaml"
FIRST_QUARTER = "data/plans/tp-2026/results/2026-q1.yaml"
SECOND_QUARTER = "data/plans/tp-2026/results/2026-q2.yaml"

RESULTS = (
    'cutoff: 2026-03-09\nresults:\n  - {task: "2", agency: so-noi-vu, state: done, completed: 2026-03-02}\n'
)
"""What Sở Nội vụ reports in the first quarter: its share of a common task is done."""


@cache
def _minimal() -> Mapping[str, bytes]:
    return MappingProxyType(read_files(MINIMAL))


def changed_files(changes: Mapping[str, Change] = MappingProxyType({})) -> dict[str, bytes]:
    """The data files of the minimal root after changes, by path."""
    files = dict(_minimal())
    for path, change in changes.items():
        text = files.get(path, b"").decode()
        if isinstance(change, str):
            text += change
        else:
            for old, new in change.items():
                assert text.count(old) == 1, (path, old)
                text = text.replace(old, new)
        files[path] = text.encode()
    return files


def portal_of(changes: Mapping[str, Change] = MappingProxyType({})) -> Portal:
    """The portal of the minimal root after changes, which must make no mistake."""
    portal, problems = check_files(changed_files(changes))
    assert portal is not None, problems
    return portal


def presentation_of(
    changes: Mapping[str, Change] = MappingProxyType({}), day: date = date(2026, 6, 30)
) -> Presentation:
    """What pages of the minimal root after changes are made with, on a day; no history, no address."""
    portal = portal_of(changes) if changes else _unchanged()
    return Presentation.of(Measured(portal, day), _words())


@cache
def _unchanged() -> Portal:
    return portal_of()


@cache
def _words() -> Catalogue:
    return Catalogue.load("vi")


def problems_of(changes: Mapping[str, Change]) -> list[Problem]:
    """What the check finds in the minimal root after changes."""
    return check_files(changed_files(changes))[1]


def told(problems: list[Problem]) -> list[tuple[str, str]]:
    """Field and code of each problem, in the order they were found."""
    return [(problem.field, problem.code) for problem in problems]


def references_of(changes: Mapping[str, Change] = MappingProxyType({})) -> References:
    """The registers of the minimal root after changes, before anything in them is followed."""
    return References(parse_root(changed_files(changes))[0])
