"""What was known on a day is what the data files would say without everything that came later."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache

import pytest

from generator.data.check import check_files
from generator.data.corrections import correct
from generator.measures.knowledge import known_on
from generator.measures.metrics import Measured
from generator.model import records
from generator.model.portal import Located, Portal
from generator.model.quarter import Quarter
from generator.office.quarter_closing import closed
from tests.known import without_later
from tests.portals import DOCUMENTS, EVENTS, FIRST_QUARTER, SECOND_QUARTER, TASKS, Change, changed_files

Q1, Q2 = Quarter(2026, 1), Quarter(2026, 2)
FIRST_FILE, SECOND_FILE = "data/quarters/2026-q1.yaml", "data/quarters/2026-q2.yaml"

LATER_DOCUMENTS = """
- {id: quyet-dinh, symbol: 9/QĐ-UBND, kind: Quyết định, date: 2026-04-15, held: false, text: verified, CITED}
- {id: lui-han, symbol: 10/QĐ-UBND, kind: Quyết định, date: 2026-02-20, held: false, text: verified, CITED}
- {id: minh-chung, symbol: 11/BC-SNV, kind: Báo cáo, date: 2026-03-25, held: false, text: verified, CITED}
- {id: chung-minh, symbol: 12/KH-STC, kind: Kế hoạch, date: 2026-05-20, held: false, text: verified, CITED}
- {id: dinh-chinh, symbol: 13/CV-SNV, kind: Công văn, date: 2026-04-10, held: false, text: verified, CITED}
""".replace("CITED", "cited_at: [{document: ke-hoach-2026, at: Căn cứ}]")

MORE_TASKS = "".join(
    f"""
- number: "{number}"
  title: Việc {number}
  lead: [{lead}]
  deadline: {deadline}
  source: {{document: ke-hoach-2026, at: Phụ lục, row: "{number}"}}
  text: verified
"""
    for number, lead, deadline in (
        ("3", "so-noi-vu", "Quý I/2026"),
        ("4", "so-tai-chinh", "Quý II/2026"),
        ("5", "so-y-te", "Tháng 5/2026"),
    )
)

CHANGES: Mapping[str, Change] = {
    DOCUMENTS: LATER_DOCUMENTS,
    TASKS: MORE_TASKS,
    EVENTS: (
        '- {task: "3", kind: postponed, deadline: Tháng 6/2026, document: lui-han}\n'
        '- {task: "3", kind: shortened, deadline: Tháng 5/2026, document: quyet-dinh}\n'
        '- {task: "4", kind: withdrawn, document: quyet-dinh}\n'
    ),
    "data/plans/tp-2026/proofs.yaml": '- {task: "5", completed: 2026-05-20, document: chung-minh}\n',
    FIRST_QUARTER: """cutoff: 2026-03-08
published: 2026-03-28
results:
  - {task: "1", agency: so-noi-vu, state: in-progress, evidence: [minh-chung, ke-hoach-2026]}
  - {task: "2", agency: so-noi-vu, state: in-progress, note: Đang làm}
  - {task: "3", agency: so-noi-vu, state: in-progress, reporting_document: minh-chung}
  - {task: "4", agency: so-tai-chinh, state: in-progress}
""",
    SECOND_QUARTER: """cutoff: 2026-06-08
results:
  - {task: "1", agency: so-noi-vu, state: done, completed: 2026-05-30}
  - {task: "3", agency: so-noi-vu, state: done}
  - {task: "4", agency: so-tai-chinh, state: done}
  - {task: "5", agency: so-y-te, state: in-progress}
""",
    FIRST_FILE: """opened: 2026-02-25
due: 2026-03-09
cutoff: 2026-03-08
forms_made: 2026-02-27
receipts:
  - {agency: so-noi-vu, received: 2026-03-07, cutoff: 2026-03-08}
  - {agency: so-tai-chinh, received: 2026-03-20, cutoff: 2026-03-08, symbol: 5/BC-STC, signed: 2026-03-19}
""",
    SECOND_FILE: """opened: 2026-05-25
due: 2026-06-09
forms_made: 2026-06-01
receipts:
  - {agency: so-noi-vu, received: 2026-06-08, cutoff: 2026-06-08}
  - {agency: so-tai-chinh, received: 2026-06-12, cutoff: 2026-06-08}
""",
}

STATE = 'task: "1", agency: so-noi-vu, state: '
DOING = "agency: so-noi-vu, state: in-progress, note: Đang làm"

CORRECTIONS = (
    (date(2026, 4, 2), None, {f"{STATE}in-progress": f"{STATE}not-started"}),
    # Asked for by a document; adds a result, removes one and moves the cut-off
    (
        date(2026, 4, 12),
        "dinh-chinh",
        {
            DOING: "agency: so-tai-chinh, state: in-progress",
            "cutoff: 2026-03-08": "cutoff: 2026-03-09",
        },
    ),
)

DAYS = {
    "the eve of the plan": date(2026, 1, 4),
    "after the plan": date(2026, 1, 5),
    "before the first quarter was opened": date(2026, 2, 24),
    "opened": date(2026, 2, 25),
    "forms made": date(2026, 2, 27),
    "a form came in before the cut-off": date(2026, 3, 7),
    "cut-off": date(2026, 3, 8),
    "eve of a receipt": date(2026, 3, 19),
    "receipt": date(2026, 3, 20),
    "evidence": date(2026, 3, 25),
    "published": date(2026, 3, 28),
    "closed": date(2026, 3, 31),
    "corrected": date(2026, 4, 2),
    "corrected again": date(2026, 4, 12),
    "eve of an event": date(2026, 4, 14),
    "event": date(2026, 4, 15),
    "proof": date(2026, 5, 20),
    "second cut-off": date(2026, 6, 8),
    "second receipt": date(2026, 6, 12),
    "eve of a report with figures": date(2026, 6, 14),
    "all": date(2026, 6, 15),
}


@cache
def everything() -> Mapping[str, bytes]:
    """A root with something of every kind that has a day; its first quarter closed and corrected twice."""
    files = changed_files(CHANGES)
    closing = date(2026, 3, 31)
    portal = portal_from(without_later(files, closing))
    snapshot = closed(portal, Q1, closing)
    files |= snapshot
    for day, document, changes in CORRECTIONS:
        after = dict(files)
        text = after[FIRST_QUARTER].decode()
        for old, new in changes.items():
            assert text.count(old) == 1
            text = text.replace(old, new)
        after[FIRST_QUARTER] = text.encode()
        quarter = correct(files, after, Q1, "Nhập nhầm", day, document)
        assert quarter is not None
        files = {**after, FIRST_FILE: quarter}
    return files


def portal_from(files: Mapping[str, bytes]) -> Portal:
    portal, problems = check_files(dict(files))
    assert portal is not None, problems
    return portal


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
    ("second cut-off", "done in_progress done in_progress in_progress", "31/5 withdrawn"),
    ("second receipt", "done stale done done in_progress", "31/5 withdrawn"),
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
    file = known.quarter_files.get(Q1)
    counts = (len(known.documents), len(known.reports), len(known.notes), len(known.snapshots))
    assert counts == (documents, reports, notes, snapshots)
    assert (len(file.record.corrections) if file is not None else 0) == corrections
