"""What was known on a day is what the data files would say without everything that came later."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date

import pytest

from generator.measures.knowledge import known_on
from generator.measures.metrics import Measured
from generator.model import records
from generator.model.portal import Located, Portal
from tests.known import DAYS, FIRST, everything, portal_from, without_later


def bare(value: object) -> object:
    """A portal as plain values, without the places in files and the files themselves."""
    if isinstance(value, Located):
        return value.ref, bare(value.record)
    if isinstance(value, records.Record):
        return {name: bare(part) for name, part in vars(value).items()}
    if isinstance(value, Mapping):
        return {str(key): bare(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [bare(part) for part in value]
    if is_dataclass(value):
        return {
            f.name: bare(getattr(value, f.name)) for f in fields(value) if f.name not in {"place", "sources"}
        }
    return value


@pytest.mark.parametrize("day", DAYS.values(), ids=DAYS.keys())
def test_what_was_known_is_what_the_files_say_without_what_came_later(day: date) -> None:
    known = bare(known_on(portal_from(everything()), day))
    assert known == bare(portal_from(without_later(everything(), day)))


def test_on_the_last_day_everything_is_known() -> None:
    portal = portal_from(everything())
    assert known_on(portal, DAYS["all"]) is portal


# The day, then of tasks 1 to 5 the latest report, and the deadline and state that documents had set.
SAID = [
    ("opened", "none none none none none", "30/6 open"),
    ("cut-off", "in_progress in_progress in_progress none none", "30/6 open"),
    ("receipt", "in_progress in_progress in_progress in_progress none", "30/6 open"),
    ("corrected", "not_started in_progress in_progress in_progress none", "30/6 open"),
    ("corrected again", "not_started in_progress in_progress in_progress none", "30/6 open"),
    ("event", "not_started in_progress in_progress in_progress none", "31/5 withdrawn"),
    ("second cut-off", "done in_progress in_progress in_progress in_progress", "31/5 withdrawn"),
    ("second receipt", "done stale in_progress done in_progress", "31/5 withdrawn"),
    ("second form", "done stale done done in_progress", "31/5 withdrawn"),
]


@pytest.mark.parametrize(("day", "reported", "set_by_documents"), SAID)
def test_what_was_reported_by_a_day(day: str, reported: str, set_by_documents: str) -> None:
    """The comparison above is of something: the values that it must have, written out."""
    measured = Measured(portal_from(everything()), DAYS[day])
    found = [measured.standings[f"tp-2026/{number}"] for number in range(1, 6)]
    assert " ".join(standing.facts.reported for standing in found) == reported
    due = found[2].task.current_deadline.late_after
    assert due is not None
    closure = found[3].task.closure
    assert f"{due.day}/{due.month} {closure.kind if closure else 'open'}" == set_by_documents


@pytest.mark.parametrize(
    ("day", "documents", "reports", "notes", "snapshots", "corrections"),
    [
        ("the eve of the plan", 3, 0, 0, 0, 0),
        ("closed", 5, 0, 0, 1, 0),
        ("corrected again", 6, 0, 0, 1, 2),
        ("eve of a report with figures", 8, 0, 0, 1, 2),
        ("all", 9, 1, 1, 1, 2),
    ],
)
def test_registers_and_records_known_by_a_day(
    day: str, documents: int, reports: int, notes: int, snapshots: int, corrections: int
) -> None:
    known = known_on(portal_from(everything()), DAYS[day])
    file = known.quarter_files.get(FIRST)
    counts = (len(known.documents), len(known.reports), len(known.notes), len(known.snapshots))
    assert counts == (documents, reports, notes, snapshots)
    assert (len(file.record.corrections) if file is not None else 0) == corrections


def test_a_document_that_a_known_document_names_stays(real_portal: Portal) -> None:
    """The plan 2026-2030 has no date; the decision that it is based on is of 12 February 2026."""
    known = known_on(real_portal, date(2026, 1, 20))
    assert "282-qd-ttg-2026" in known.documents
    relations = [r for located in known.documents.values() for r in located.record.relations]
    assert {relation.document for relation in relations} <= known.documents.keys()
