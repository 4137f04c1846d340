"""The portal's lookups: members of collectives, tasks by key, what implements what, quarters."""

from generator.model.portal import Portal, Task
from generator.model.quarter import Quarter
from tests.portals import AGENCIES, DOCUMENTS, FIRST_QUARTER, SECOND_QUARTER, TASKS, portal_of

RESULTS = 'cutoff: {}\nresults:\n  - {{task: "2", agency: so-noi-vu, state: in-progress}}\n'


def test_members_are_listed_or_all_of_a_kind() -> None:
    portal = portal_of()
    assert portal.members == {"cac-so": ("so-noi-vu", "so-tai-chinh")}
    assert portal.collectives_of == {"so-noi-vu": ("cac-so",), "so-tai-chinh": ("cac-so",)}
    listed = "members: [so-noi-vu, so-tai-chinh]\n  members_complete: false"
    by_kind = portal_of({AGENCIES: {listed: "members_kind: commune"}})
    assert by_kind.members == {"cac-so": ("xa-minh-hoa",)}


def key_of(found: tuple[Task, ...]) -> list[str]:
    return [task.key for task in found]


def test_totals_of_a_plan_count_printed_tasks() -> None:
    part = (
        '- number: "2.1"\n  parent: "2"\n  title: Phần\n'
        "  source: {document: ke-hoach-2026, at: Phụ lục}\n  text: verified\n"
    )
    plan = portal_of({TASKS: part}).plans["tp-2026"]
    assert key_of(tuple(plan.tasks.values())) == ["tp-2026/1", "tp-2026/2", "tp-2026/2.1"]
    assert key_of(plan.printed_tasks) == ["tp-2026/1", "tp-2026/2"]


def test_tasks_by_key_and_what_implements_them() -> None:
    portal: Portal = portal_of()
    assert list(portal.task_by_key) == ["tp-2026/1", "tp-2026/2", "xa-2026/I.1"]
    ((task, link),) = portal.implemented_by["tp-2026/2"]
    assert (task.key, task.ref, link.basis) == ("xa-2026/I.1", "task:xa-2026/I.1", "reading")


def test_agencies_below_an_agency() -> None:
    assert portal_of().children_of == {"ubnd-thanh-pho": ("so-noi-vu", "so-tai-chinh", "so-y-te")}


def test_quarters_of_any_plan_oldest_first() -> None:
    both = {
        SECOND_QUARTER: RESULTS.format("2026-06-09"),
        FIRST_QUARTER: RESULTS.format("2026-03-09"),
    }
    assert portal_of(both).quarters() == (Quarter(2026, 1), Quarter(2026, 2))
    assert portal_of().quarters() == ()


def test_notes_by_what_they_are_about() -> None:
    found = portal_of().notes_about
    assert {ref: [note.record.id for note in notes] for ref, notes in found.items()} == {
        "target:tp-2026/a": ["hai-so-khac-nhau"],
        "observation:sipas-2026": ["hai-so-khac-nhau"],
    }


def test_a_plan_whose_document_has_no_number_yet() -> None:
    portal = portal_of()
    assert not portal.is_undated(portal.plans["xa-2026"])
    blank = portal_of({DOCUMENTS: {"numbering: not-in-copy": "numbering: blank"}})
    assert blank.is_undated(blank.plans["xa-2026"])
    assert portal.plan_of_document["ke-hoach-xa-2026"].id == "xa-2026"
