"""Who must report: the rule on small made-up plans, and what it amounts to on the real data."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
import yaml

from generator.data.parser import parse_root, read_files
from generator.data.resolver import resolve
from generator.measures.clock import Clock
from generator.measures.metrics import Measured
from generator.measures.reporters import (
    answering,
    asked_for_measure,
    asked_for_task,
    ever_reported,
    handed_in_by,
    leads_of,
    leaf_tasks,
    owing,
    owing_in,
    reporters_in,
    reporting_day,
)
from generator.measures.reports import results_of
from generator.model.portal import Plan, Portal
from generator.model.quarter import Quarter
from generator.office.duties import Forms
from tests.paths import MINIMAL, ROOT

Q1 = Quarter(2026, 1)
LATE = date(2026, 11, 22)

SOURCE = "source: {document: ke-hoach-2026, at: Phụ lục}, text: verified"

AGENCIES = """
- {id: to-soan-thao, name: Tổ soạn thảo, kind: collective, members_complete: false, SOURCE}
- {id: cap-xa, name: Ủy ban nhân dân cấp xã, kind: collective, members_kind: commune, SOURCE}
- {id: xa-hai, name: Xã Hai, kind: commune, code: "0124", SOURCE}
- {id: xa-khong-ten, name: Xã không nêu tên, kind: unnamed-commune, SOURCE}
- {id: phong-mot, name: Phòng Một, kind: commune-unit, parent: xa-khong-ten, SOURCE}
""".replace("SOURCE", SOURCE.removesuffix(", text: verified"))


FILES = read_files(MINIMAL)


def portal(tasks: Mapping[str, str], results: str = "") -> Portal:
    """The minimal root with other tasks of the city's plan: leads by number, sub-tasks as ``1.1``."""
    rows = (
        f'- {{number: "{number}", title: Việc, lead: [{leads}], {SOURCE}'
        + (f', parent: "{number[:-2]}"}}\n' if "." in number else "}\n")
        for number, leads in tasks.items()
    )
    files = {path: data for path, data in FILES.items() if not path.endswith("proofs.yaml")}
    files["data/agencies.yaml"] += AGENCIES.encode()
    files["data/plans/tp-2026/tasks.yaml"] = "".join(rows).encode()
    files["data/plans/xa-2026/tasks.yaml"] = b"[]\n"
    if results:
        files["data/plans/tp-2026/results/2026-q1.yaml"] = results.encode()
    return resolved(files)


def resolved(files: Mapping[str, bytes]) -> Portal:
    root, problems = parse_root(files)
    found, more = resolve(root)
    assert [p for p in [*problems, *more] if p.severity == "error"] == []
    assert found is not None
    return found


def city(found: Portal) -> Plan:
    return found.plans["tp-2026"]


@pytest.mark.parametrize(
    ("leads", "agencies", "unnamed", "complete", "asked"),
    [
        # One lead, several, and one named twice.
        ("so-noi-vu", "so-noi-vu", "", True, "so-noi-vu"),
        ("so-y-te, so-noi-vu", "so-y-te so-noi-vu", "", True, "so-y-te so-noi-vu"),
        # A collective is its members; the list of departments is not complete, that of communes is.
        ("cac-so", "so-noi-vu so-tai-chinh", "", False, "so-noi-vu so-tai-chinh"),
        ("cap-xa", "xa-minh-hoa xa-hai", "", True, "xa-minh-hoa xa-hai"),
        ("so-tai-chinh, cac-so", "so-tai-chinh so-noi-vu", "", False, "so-tai-chinh so-noi-vu"),
        # Nobody can be asked for a collective without named members, and nobody counts as unreported for it.
        ("to-soan-thao", "", "to-soan-thao", False, ""),
        ("to-soan-thao, so-y-te", "so-y-te", "to-soan-thao", False, "so-y-te"),
        # Without a lead nobody owes a report; the form goes to the plan's owner.
        ("", "", "", True, "ubnd-thanh-pho"),
        # A unit's result is its own.
        ("phong-mot", "phong-mot", "", True, "phong-mot"),
    ],
)
def test_who_answers_for_a_task(leads: str, agencies: str, unnamed: str, complete: bool, asked: str) -> None:  # noqa: FBT001
    found = portal({"1": leads})
    task = city(found).tasks["1"]
    who = answering(found, task)
    assert (who.agencies, who.unnamed, who.complete) == (
        tuple(agencies.split()),
        tuple(unnamed.split()),
        complete,
    )
    assert set(who.parties) == {*who.agencies, *who.unnamed}
    assert asked_for_task(found, city(found), task) == tuple(asked.split())


def test_a_task_is_open_while_a_collective_has_no_named_members() -> None:
    """The part of those whom nobody knows is a part of its own, and is never done."""
    done = "cutoff: 2026-03-09\nresults:\n  - {task: '1', agency: so-y-te, state: done}\n".replace("'", '"')
    measured = Measured(portal({"1": "to-soan-thao, so-y-te"}, done), LATE)
    standing = measured.standings["tp-2026/1"]
    assert (standing.facts.parts, standing.facts.done_parts, standing.done) == (2, 1, False)


def test_who_reports_a_plan_is_who_answers_for_its_leaf_tasks() -> None:
    found = portal(
        {"1": "", "1.1": "so-y-te", "1.2": "cac-so", "2": "so-y-te, to-soan-thao", "3": "phong-mot"}
    )
    plan = city(found)
    assert [task.number for task in leaf_tasks(plan)] == ["1.1", "1.2", "2", "3"]
    assert leads_of(leaf_tasks(plan)) == ("so-y-te", "cac-so", "to-soan-thao", "phong-mot")
    # The commune hands in the form of its unit, and owes the report.
    assert owing(found, plan, Q1) == ("so-y-te", "so-noi-vu", "so-tai-chinh", "xa-khong-ten")
    assert owing(found, plan, Q1.previous()) == ()  # before the plan's period


def test_who_owes_a_report_after_the_period_and_on_what_a_document_closed() -> None:
    """After the period only what is unfinished is asked; what was withdrawn is asked no more."""
    results = "cutoff: 2026-12-09\nresults:\n" + "".join(
        f'  - {{task: "{task}", agency: {agency}, state: done, evidence: [bao-cao-2026]}}\n'
        for task, agency in (("1", "so-noi-vu"), ("2", "so-y-te"))
    )
    found = portal({"1": "so-noi-vu", "2": "so-y-te, so-tai-chinh"})
    files = dict(found.sources) | {"data/plans/tp-2026/results/2026-q4.yaml": results.encode()}
    after = resolved(files)
    assert owing(after, city(after), Quarter(2026, 4)) == ("so-noi-vu", "so-y-te", "so-tai-chinh")
    assert owing(after, city(after), Quarter(2027, 1)) == ("so-tai-chinh",)
    withdrawn = '- {task: "1", kind: withdrawn, document: bao-cao-2026}\n'
    closed = resolved(dict(found.sources) | {"data/plans/tp-2026/events.yaml": withdrawn.encode()})
    issued = closed.documents["bao-cao-2026"].record.date
    assert issued is not None
    of = Quarter.of(issued)
    assert "so-noi-vu" in owing(closed, city(closed), of)
    assert owing(closed, city(closed), of.next()) == ("so-y-te", "so-tai-chinh")


def test_a_commune_hands_in_for_its_units_only() -> None:
    found = portal({"1": "phong-mot"})
    assert handed_in_by(found, "phong-mot") == "xa-khong-ten"
    assert handed_in_by(found, "xa-hai") == "xa-hai"
    (duty,) = Forms(found, Q1).of("xa-khong-ten").tasks
    assert (duty.agency, duty.reporter) == ("phong-mot", "xa-khong-ten")


@pytest.mark.parametrize(
    ("responsible", "scope", "lead", "asked"),
    [
        (("so-y-te",), "city", "so-noi-vu", ("so-y-te",)),
        (("cac-so",), "city", None, ("so-noi-vu", "so-tai-chinh")),
        ((), "city", "so-noi-vu", ("so-noi-vu",)),
        # The lead of an index speaks for the city only, and a collective for nobody.
        ((), "commune", "so-noi-vu", ("ubnd-thanh-pho",)),
        ((), "city", "cac-so", ("ubnd-thanh-pho",)),
        ((), "city", None, ("ubnd-thanh-pho",)),
        (("to-soan-thao",), "city", "so-noi-vu", ("so-noi-vu",)),
    ],
)
def test_who_is_asked_for_a_measure(
    responsible: tuple[str, ...], scope: str, lead: str | None, asked: tuple[str, ...]
) -> None:
    found = portal({"1": "so-noi-vu"})
    plan = city(found)
    target = plan.targets[0].record
    indicator = found.indicators[str(target.measures[0].indicator)]
    index = indicator.record.model_copy(update={"lead": lead})
    found = replace(found, indicators={index.id: replace(indicator, record=index)})
    plan = replace(plan, record=plan.record.model_copy(update={"scope": scope}))
    charged = target.model_copy(update={"responsible": responsible})
    assert asked_for_measure(found, plan, charged, target.measures[0]) == asked


RESULTS = """cutoff: 2026-03-09
results:
  - {task: "1", agency: so-noi-vu, state: in-progress}
  - {target: a, agency: so-y-te, state: in-progress}
"""


@pytest.mark.parametrize(
    ("as_of", "reported", "missing"),
    [
        # What came later was not known yet.
        (date(2026, 3, 8), (), ("so-noi-vu", "so-tai-chinh", "so-y-te")),
        # A result of a target is a report too; who owes nothing is not counted.
        (date(2026, 3, 9), ("so-noi-vu", "so-y-te"), ("so-tai-chinh",)),
    ],
)
def test_who_has_reported_in_a_quarter(
    as_of: date, reported: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    found = Measured(portal({"1": "cac-so, to-soan-thao", "2": "so-y-te"}, RESULTS), as_of).portal
    who = reporters_in(found, city(found), Q1, Clock(as_of))
    assert (who.reported, who.missing, who.wanted, who.complete) == (reported, missing, 3, False)
    assert ever_reported(found) == set(reported)
    assert (results_of(city(found), Q1) is None) == (not reported)
    assert reporters_in(found, city(found), Q1.next(), Clock(as_of)).reported == ()


ROUND = "opened: 2026-03-01\ndue: 2026-03-09\nforms_made: 2026-03-02\n"
UNASKED, LATER = "opened: 2026-03-01\ndue: 2026-03-09\n", Clock(date(2026, 3, 20))
RECEIPT = "receipts:\n  - {agency: so-tai-chinh, received: 2026-03-09, cutoff: 2026-03-08}\n"


@pytest.mark.parametrize(
    ("file", "clock", "received", "silent"),
    [
        # Nobody is named without an opened round, before its forms were made or its due day is over.
        ("", Clock(date(2026, 3, 20)), "", ""),
        ("opened: 2026-03-01\ndue: 2026-03-09\n", Clock(date(2026, 3, 20)), "", ""),
        ("opened: 2026-03-01\nforms_made: 2026-03-02\n", Clock(date(2026, 3, 20)), "", ""),
        (ROUND, Clock(date(2026, 3, 9)), "", ""),
        (ROUND, Clock(date(2026, 3, 9), ended=True), "", "so-tai-chinh"),
        (ROUND, Clock(date(2026, 3, 10)), "", "so-tai-chinh"),
        # Forms made after the due day: nobody could keep it.
        (ROUND.replace("03-02", "03-10"), Clock(date(2026, 3, 20)), "", ""),
        # The form of one agency alone: it may be named, others may not.
        (f"{UNASKED}forms:\n  - {{agency: so-tai-chinh, made: 2026-03-02}}\n", LATER, "", "so-tai-chinh"),
        (f"{UNASKED}forms:\n  - {{agency: so-noi-vu, made: 2026-03-02}}\n", LATER, "", ""),
        (f"{UNASKED}forms:\n  - {{agency: so-tai-chinh, made: 2026-03-10}}\n", LATER, "", ""),
        # A form with nothing to report is a report.
        (ROUND + RECEIPT, Clock(date(2026, 3, 10)), "so-tai-chinh", ""),
    ],
)
def test_who_is_silent(file: str, clock: Clock, received: str, silent: str) -> None:
    found = portal({"1": "cac-so", "2": "so-y-te"}, RESULTS)
    if file:
        found = resolved(dict(found.sources) | {"data/quarters/2026-q1.yaml": file.encode()})
    known = Measured(found, clock.day, ended=clock.ended)
    who = known.plan_reporters(city(known.portal), Q1)
    assert (who.reported, who.received) == (("so-noi-vu", "so-y-te"), tuple(received.split()))
    assert who.silent == tuple(silent.split())


def test_the_due_day_is_that_of_the_round_else_of_the_headline_plan() -> None:
    found = portal({"1": "so-noi-vu"})
    assert reporting_day(found, Q1) is None
    days = b"reporting_days: [2026-03-09]\nreporting_source: {document: ke-hoach-2026, at: IV.1.c}\n"
    path = "data/plans/tp-2026/plan.yaml"
    files = dict(found.sources) | {path: found.sources[path] + days}
    assert reporting_day(resolved(files), Q1) == date(2026, 3, 9)
    assert reporting_day(resolved(files), Q1.next()) is None
    opened = files | {"data/quarters/2026-q1.yaml": b"opened: 2026-03-01\ndue: 2026-03-12\n"}
    assert reporting_day(resolved(opened), Q1) == date(2026, 3, 12)


def test_those_who_owe_a_report_are_those_with_a_form_but_for_owners_and_the_rest_is_said(
    real_portal: Portal,
) -> None:
    """126 by the city's plan, and one commune for its six units; an unreadable cell is no agency."""
    quarter = Quarter(2026, 2)
    forms = Forms(real_portal, quarter)
    city_plan = real_portal.plans["tp-2026"]
    assert {plan.id: len(owing(real_portal, plan, quarter)) for plan in real_portal.plans.values()} == {
        "tp-2026": 126,
        "phan-cong-xa-2026": 1,
        "khuc-thua-du-2025": 0,
        "tp-2026-2030": 0,
    }
    assert len(owing_in(real_portal, quarter)) == 127
    assert "co-quan-soan-thao-van-ban-quy-pham-phap-luat" not in owing_in(real_portal, quarter)
    assert owing(real_portal, real_portal.plans["phan-cong-xa-2026"], quarter) == ("xa-khong-neu-ten",)
    # The owner of the city's plan is asked about targets without a responsible agency, and owes no report.
    assert set(forms.agencies) - set(forms.owing) == {"ubnd-thanh-pho"}
    assert set(forms.owing) <= set(forms.agencies)
    assert reporters_in(real_portal, city_plan, quarter, Clock(LATE)).complete is False
    assert [(u.plan.id, u.numbers) for u in forms.unasked] == [("tp-2026", ("18",))]


def test_the_city_s_number_follows_from_the_data_files_alone() -> None:
    """Nine bodies lead tasks by name, three more belong to “các sở, ban, ngành”, 114 to “UBND cấp xã”."""
    data = ROOT / "data"
    tasks = yaml.safe_load((data / "plans/tp-2026/tasks.yaml").read_text(encoding="utf-8"))
    agencies = yaml.safe_load((data / "agencies.yaml").read_text(encoding="utf-8"))
    by_id = {agency["id"]: agency for agency in agencies}
    leads = {lead for task in tasks for lead in task.get("lead", [])}
    named = {lead for lead in leads if by_id[lead]["kind"] != "collective"}
    departments = set(by_id["cac-so-ban-nganh"]["members"])
    communes = {agency["id"] for agency in agencies if agency["kind"] == "commune"}
    assert leads - named == {
        "cac-so-ban-nganh", "ubnd-cap-xa", "co-quan-soan-thao-van-ban-quy-pham-phap-luat",
    }  # fmt: skip
    assert (len(named), len(departments - named), len(communes)) == (9, 3, 114)
    assert len(named | departments | communes) == 126
