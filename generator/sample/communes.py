"""Invents plans of communes, copied from the real assignment of a commune that is not named.

The words of a task are those of the assignment; its leads, deadline and results are invented.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from random import Random

from generator.model import records
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.sample.commune_tasks import MODEL, YEAR, commune_tasks, deadline_of, of_kind
from generator.sample.invented import Entry, Field, InventedDocuments
from generator.sample.reporting import (
    FIRST_DAY,
    Manner,
    SampleReporting,
    SampleShare,
    awaited,
    cutoffs_of,
    fate_of,
    postponed,
    target_lines,
)

PROVED_TASK = "I.1"
"""Number of the first task, to issue a plan: the commune's decision that issues the plan proves it."""

AWAITED = 0.5
"""Probability that the event or instruction a deadline waits for has taken place."""


@dataclass(frozen=True, slots=True)
class InventedTarget:
    """A target that every invented plan has."""

    number: str
    indicator: str
    words: str
    goal: int
    """Percentage to reach."""
    comparator: str


TARGETS = (
    InventedTarget(
        "1", "hai-long-tthc", "Mức độ hài lòng của người dân về giải quyết thủ tục hành chính", 95, ">="
    ),
    InventedTarget("2", "ho-so-truc-tuyen", "Tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến", 85, ">="),
    InventedTarget("3", "giai-ngan-dau-tu-cong", "Tỷ lệ giải ngân vốn đầu tư công", 100, "="),
)

ANNEXES = ("I", "II", "III", "IV", "V", "VI")
"""Annexes of the copied plan, one for each unit, in order."""


@dataclass(slots=True)
class CommunePlan:
    """Everything invented for one commune."""

    id: str
    name: str
    """``xã Khúc Thừa Dụ``."""
    owner: str
    """Id of the commune."""
    plan: Entry
    sections: list[Entry]
    targets: list[Entry]
    tasks: list[Entry]
    proofs: list[Entry]
    units: list[Entry]
    """Units of the commune that are not among the real agencies."""
    documents: InventedDocuments
    manner: Manner
    diligence: float
    """Probability (0 to 1) that a task is done in time."""
    reports: dict[Quarter, str] = field(default_factory=dict)
    """Id of the commune's report by quarter, where it reports; used for the city's common tasks too."""
    evidence: dict[Quarter, str] = field(default_factory=dict)
    """Id of the document that proves tasks done, by quarter."""
    events: list[Entry] = field(default_factory=list)
    results: dict[Quarter, tuple[date, list[Entry]]] = field(default_factory=dict)
    """Cut-off and results by quarter, where the commune reports."""


def slug_of(commune: records.Agency) -> str:
    """Return the commune's name as used in ids: ``khuc-thua-du``."""
    return re.sub("^ubnd-(xa|phuong|dac-khu)-", "", commune.id)


def commune_plan(
    portal: Portal, commune: records.Agency, manner: Manner, quarters: tuple[Quarter, ...], rng: Random
) -> CommunePlan:
    """Invent the plan of a commune, with its units, tasks and results.

    Args:
        portal: The real portal.
        commune: The commune.
        manner: How steadily it reports.
        quarters: Quarters that can have results, oldest first.
        rng: Source of random numbers.
    """
    slug, name = slug_of(commune), commune.name.removeprefix("UBND ")
    documents = InventedDocuments(slug, commune.code or slug, f"Ủy ban nhân dân {name}")
    decided = FIRST_DAY + timedelta(days=rng.randint(0, 17))
    decision = documents.add(
        "Quyết định",
        decided,
        f"Ban hành Kế hoạch cải cách hành chính năm 2026 của {name}",
        relations={portal.plans[portal.settings.headline_plan].record.document: "implements"},
    )
    names, units = _units(portal, commune, slug, decision)
    made = CommunePlan(
        id=f"{slug}-2026",
        name=name,
        owner=commune.id,
        plan={
            "title": f"Kế hoạch cải cách hành chính năm 2026 của {name} (minh họa)",
            "short_title": f"Kế hoạch CCHC 2026 {name} (minh họa)",
            "document": decision,
            "scope": "commune",
            "owner": commune.id,
            "period": {"from": YEAR.first.isoformat(), "to": YEAR.last.isoformat()},
            "reporting_days": [day.isoformat() for day in _reporting_days(portal)],
            "reporting_source": {"document": decision, "at": "Điều 3"},
            "source": {"document": decision, "at": "Điều 1"},
            "text": "verified",
            "note": "Kế hoạch minh họa: nhiệm vụ, chỉ tiêu và kết quả do máy sinh ra, không có thật.",
        },
        sections=_sections(list(names.values())[1:], name, decision),
        targets=[_target(target, decision) for target in TARGETS],
        tasks=commune_tasks(portal, commune.unit_kind or "xã", names, decision, rng),
        proofs=[{"task": PROVED_TASK, "completed": decided.isoformat(), "document": decision}],
        units=units,
        documents=documents,
        manner=manner,
        diligence=rng.uniform(0.45, 0.92),
    )
    _report(made, quarters, rng)
    return made


def _reporting_days(portal: Portal) -> tuple[date, ...]:
    """The days on which reports on the city's plan are due: a commune's plan sets the same."""
    return portal.plans[portal.settings.headline_plan].record.reporting_days


def _units(
    portal: Portal, commune: records.Agency, slug: str, decision: str
) -> tuple[dict[str, str], list[Entry]]:
    """Return ids of the commune's units by those in the copied plan, and units that are not real agencies."""
    owner = portal.plans[MODEL].record.owner
    kind = commune.unit_kind or "xã"
    names = {owner: commune.id}
    units: list[Entry] = []
    for model_id in portal.children_of[owner]:
        unit_id = f"{slug}{model_id.removeprefix(owner)}"
        names[model_id] = unit_id
        if unit_id not in portal.agencies:
            units.append(
                {
                    "id": unit_id,
                    "name": of_kind(portal.agencies[model_id].record.name, kind),
                    "kind": "commune-unit",
                    "parent": commune.id,
                    "source": {"document": decision, "at": "Điều 2"},
                    "note": "Đơn vị minh họa, không có thật.",
                }
            )
    return names, units


def _target(target: InventedTarget, decision: str) -> Entry:
    written = f"tối thiểu {target.goal}%" if target.comparator == ">=" else f"{target.goal}%"
    measure: Field = {
        "key": target.indicator,
        "label": target.words,
        "indicator": target.indicator,
        "comparator": target.comparator,
        "value": str(target.goal),
        "value_as_written": written,
        "unit": "%",
        "period": "năm 2026",
        "direction": "up",
    }
    return {
        "number": target.number,
        "title": f"{target.words} đạt {written}.",
        "measures": [measure],
        "source": {"document": decision, "at": f"I.{target.number}"},
        "text": "verified",
    }


def _sections(units: list[str], name: str, decision: str) -> list[Entry]:
    """Invent the plan's sections: a purpose, and the duties of each unit."""
    source: Field = {"document": decision, "at": "II"}
    body = f"Triển khai Kế hoạch cải cách hành chính của thành phố trên địa bàn {name} (minh họa)."
    purpose: Entry = {"number": "1", "kind": "purpose", "body": body, "source": source, "text": "verified"}
    duties: list[Entry] = [
        {
            "number": f"2.{index}",
            "kind": "responsibility",
            "body": f"Chủ trì thực hiện các nhiệm vụ tại Phụ lục {annex} (minh họa).",
            "agencies": [unit],
            "source": source,
            "text": "verified",
        }
        for index, (annex, unit) in enumerate(zip(ANNEXES, units, strict=True), 1)
    ]
    return [purpose, *duties]


def _report(made: CommunePlan, quarters: tuple[Quarter, ...], rng: Random) -> None:
    """Fill in the commune's results, quarter by quarter, and the events of its deadlines."""
    cutoffs = cutoffs_of(rng, quarters)
    duties = _duties(made, rng)

    def report(_: SampleShare, quarter: Quarter) -> str:
        if quarter not in made.reports:
            title = f"Công tác cải cách hành chính {quarter.label} của {made.name}"
            day = cutoffs[quarter] + timedelta(days=1)
            made.reports[quarter] = made.documents.add("Báo cáo", day, title)
        return made.reports[quarter]

    def prove(_: SampleShare, quarter: Quarter) -> str:
        if quarter not in made.evidence:
            title = f"Ghi nhận nhiệm vụ hoàn thành {quarter.label} của {made.name}"
            made.evidence[quarter] = made.documents.add("Thông báo", cutoffs[quarter], title)
        return made.evidence[quarter]

    reported = SampleReporting(rng, duties, cutoffs, YEAR.last, report, prove).quarters()
    measures = [(target.number, target.indicator, target.goal) for target in TARGETS]
    for index, (quarter, lines) in enumerate(reported.items()):
        values = target_lines(rng, measures, made.owner, made.reports[quarter], index)
        made.results[quarter] = (cutoffs[quarter], lines + values)
    if made.manner is Manner.STEADY:
        issue = partial(made.documents.add, "Công văn")
        come = [duty for duty in duties if rng.random() < AWAITED]
        events = [awaited(duty.task, duty.deadline, issue) for duty in come]
        made.events = [event for event in events if event is not None]
        made.events += postponed(duties, quarters[-1].last_day, 2, issue)


def _duties(made: CommunePlan, rng: Random) -> list[SampleShare]:
    """Return each unit's share of each task but the first, which the decision proves."""
    found = []
    for before, task in pairwise(made.tasks):
        deadline = deadline_of(task)
        found += [
            SampleShare(
                task=str(task["number"]),
                agency=str(lead),
                deadline=deadline,
                fate=fate_of(rng, deadline, made.diligence),
                manner=made.manner,
                merged_into=f"{made.id}/{before['number']}",
                reporter=made.owner,
            )
            for lead in task["lead"]
        ]
    return found
