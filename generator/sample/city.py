"""Invents data of the city: results and events of its real plan, and reports with figures."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from random import Random

from generator.measures.reporters import members_of
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.sample.communes import CommunePlan
from generator.sample.invented import Entry, InventedDocuments
from generator.sample.reporting import (
    Manner,
    SampleReporting,
    SampleShare,
    awaited,
    fate_of,
    postponed,
    target_lines,
)

BEFORE = (Quarter(2025, 3), Quarter(2025, 4))
"""Quarters before the plan's period that have a report with figures too."""

RATES = ("ho-so-truc-tuyen", "thanh-toan-truc-tuyen", "giai-ngan-dau-tu-cong", "hai-long-tthc")
"""Indicators with an invented percentage each quarter."""

INDICES = {
    "par-index": ("%", 93, 97),
    "sipas": ("%", 87, 93),
    "papi": ("điểm", 41, 46),
    "pci": ("điểm", 70, 77),
}
"""Indices with an invented figure each year: unit, lowest and highest value."""

INDICES_QUARTER = 2
"""Number of the quarter whose report has the previous year's indices."""

PROVINCES = 34
"""Number of provinces and cities that are ranked."""

NOT_REPORTING = frozenset({"commune", "collective", "other"})
"""Kinds of agencies that do not report to the city, except communes with a plan."""


@dataclass(slots=True)
class CityReport:
    """Everything invented for the city."""

    plan_id: str
    documents: InventedDocuments
    results: dict[Quarter, tuple[date, list[Entry]]] = field(default_factory=dict)
    """Cut-off and results by quarter."""
    events: list[Entry] = field(default_factory=list)
    reports: dict[str, tuple[Quarter, list[Entry]]] = field(default_factory=dict)
    """Quarter and observations of each report, by the id of its document."""


def city_report(
    portal: Portal, communes: Iterable[CommunePlan], quarters: tuple[Quarter, ...], rng: Random
) -> CityReport:
    """Invent what departments and communes report on the city's plan, and the city's own figures.

    Args:
        portal: The real portal.
        communes: Plans of the sample's communes, which report on common tasks of the city's plan too.
        quarters: Quarters with results, oldest first.
        rng: Source of random numbers.
    """
    city = _City(portal, communes, rng)
    made = CityReport(city.plan.id, city.documents)
    for quarter in (*BEFORE, *quarters):
        document = city.figures_report(quarter)
        made.reports[document] = (quarter, city.observations(document, quarter))
    duties = city.duties()
    cutoffs = {quarter: quarter.reporting_due - timedelta(days=1) for quarter in quarters}
    last_day = city.plan.record.period.last
    reported = SampleReporting(rng, duties, cutoffs, last_day, city.report, city.evidence).quarters()
    for index, (quarter, lines) in enumerate(reported.items()):
        values = target_lines(
            rng, city.measures(), city.standing_agency, city.report_of(city.standing_agency, quarter), index
        )
        made.results[quarter] = (cutoffs[quarter], lines + values)
    made.events = city.events(duties, quarters[-1].last_day)
    return made


class _City:
    """The city's plan, the agencies that report on it, and the documents invented so far."""

    def __init__(self, portal: Portal, communes: Iterable[CommunePlan], rng: Random) -> None:
        self.portal = portal
        self.communes = {plan.owner: plan for plan in communes}
        self.rng = rng
        self.plan = portal.plans[portal.settings.headline_plan]
        self.documents = InventedDocuments("tp", "TP", f"Ủy ban nhân dân thành phố {portal.settings.city}")
        self.reports: dict[tuple[str, Quarter], str] = {}
        self.standing_agency = next(
            task.record.lead[0] for task in self.plan.tasks.values() if task.record.lead
        )
        """Agency that reports on the plan's targets: the lead of the first task that has one."""

    # Results ------------------------------------------------------------------------------------

    def duties(self) -> list[SampleShare]:
        """Return each agency's share of each task, leaving out tasks that a document proves."""
        manner: dict[str, Manner] = {}
        diligence: dict[str, float] = {}
        found = []
        for task in self.plan.tasks.values():
            if task.children or task.number in self.plan.proofs:
                continue
            other = next(number for number in self.plan.tasks if number != task.number)
            for agency in self.reporters(task.record.lead):
                plan = self.communes.get(agency)
                if agency not in manner:
                    # Every second agency reports steadily whatever the seed, so that there is always data.
                    dealt = Manner.STEADY if len(manner) % 2 == 0 else self.rng.choice(tuple(Manner))
                    manner[agency] = plan.manner if plan else dealt
                    diligence[agency] = plan.diligence if plan else self.rng.uniform(0.5, 0.9)
                found.append(
                    SampleShare(
                        task=task.number,
                        agency=agency,
                        deadline=task.deadline,
                        fate=fate_of(self.rng, task.deadline, diligence[agency]),
                        manner=manner[agency],
                        merged_into=f"{self.plan.id}/{other}",
                    )
                )
        return found

    def reporters(self, leads: tuple[str, ...]) -> tuple[str, ...]:
        """Return ids of the agencies that report on a task with these leads; communes only with a plan."""
        answering = members_of(self.portal, leads)
        agencies = self.portal.agencies
        return tuple(
            a for a in answering if a in self.communes or agencies[a].record.kind not in NOT_REPORTING
        )

    def report(self, duty: SampleShare, quarter: Quarter) -> str:
        """Return the id of the document that a result of this duty is reported in."""
        return self.report_of(duty.agency, quarter)

    def report_of(self, agency: str, quarter: Quarter) -> str:
        """Return the id of an agency's report of a quarter, inventing it at first use.

        A commune's is the report on its own plan, if there is one for the quarter.
        """
        plan = self.communes.get(agency)
        if plan is not None and quarter in plan.reports:
            return plan.reports[quarter]
        if (agency, quarter) not in self.reports:
            name = self.portal.agencies[agency].record.name
            title = f"Công tác cải cách hành chính {quarter.label} của {name}"
            document = self.documents.add("Báo cáo", quarter.reporting_due, title, issuer=name)
            self.reports[agency, quarter] = document
        return self.reports[agency, quarter]

    def evidence(self, duty: SampleShare, quarter: Quarter) -> str:
        """Return the id of a document that proves a task done: a new one, for a commune its report."""
        if duty.agency in self.communes:
            return self.report_of(duty.agency, quarter)
        name = self.portal.agencies[duty.agency].record.name
        title = f"Ghi nhận hoàn thành nhiệm vụ số {duty.task} của {name}"
        day = min(duty.fate.ended or date.max, quarter.reporting_due)
        return self.documents.add("Thông báo", day, title, issuer=name)

    def measures(self) -> list[tuple[str, str, int]]:
        """Return target number, measure key and percentage of the plan's measures that are percentages."""
        return [
            (target.record.number, measure.key, int(measure.value))
            for target in self.plan.targets
            for measure in target.record.measures
            if measure.unit == "%" and measure.value is not None
        ]

    def events(self, duties: list[SampleShare], before: date) -> list[Entry]:
        """Return the awaited event or instruction of one task per kind of deadline, and three postponements.

        Only deadlines up to `before` are postponed.
        """
        issue = partial(self.documents.add, "Công văn")
        waiting = {t.deadline.kind: t for t in self.plan.tasks.values() if "deadline" not in t.uncertain}
        found = [awaited(task.number, task.deadline, issue) for task in waiting.values()]
        alone = [duty for duty in duties if len(self.reporters(self.plan.tasks[duty.task].record.lead)) == 1]
        return [event for event in found if event is not None] + postponed(alone, before, 3, issue)

    # Figures ------------------------------------------------------------------------------------

    def figures_report(self, quarter: Quarter) -> str:
        """Invent the city's report of a quarter; return the id of its document."""
        title = f"Công tác cải cách hành chính {quarter.label} của thành phố"
        above = {self.plan.record.document: "reports_on"}
        return self.documents.add("Báo cáo", quarter.reporting_due, title, relations=above)

    def observations(self, document: str, quarter: Quarter) -> list[Entry]:
        """Invent a report's figures: `RATES` each quarter, and once a year the previous year's `INDICES`."""
        found = [self.observation(document, quarter, indicator, ("%", 55, 99)) for indicator in RATES]
        if quarter.number == INDICES_QUARTER:
            for indicator, span in INDICES.items():
                entry = self.observation(document, quarter, indicator, span)
                rank = str(self.rng.randint(1, 12))
                year = str(quarter.year - 1)
                found.append(
                    entry
                    | {"edition": year, "period": f"năm {year}", "rank": rank, "of_total": str(PROVINCES)}
                )
        return found

    def observation(
        self, document: str, quarter: Quarter, indicator: str, span: tuple[str, int, int]
    ) -> Entry:
        """Invent one figure of an indicator; `span` is its unit, lowest and highest value."""
        unit, least, most = span
        whole, tenth = divmod(self.rng.randint(least * 10, most * 10), 10)
        record = self.portal.indicators[indicator].record
        entry: Entry = {
            "key": f"{document}-{indicator}",
            "label": f"{record.name} (số liệu minh họa)",
            "indicator": indicator,
            "value_as_written": f"{whole},{tenth}%" if unit == "%" else f"{whole},{tenth} {unit}",
            "value": f"{whole}.{tenth}",
            "unit": unit,
            "kind": "result",
            "period": quarter.label,
            "section": "I.1",
            "source": {"document": document, "at": "I.1"},
            "text": "verified",
            "note": "Số liệu minh họa, không có thật.",
        }
        return entry if record.scale is None else entry | {"scale": str(record.scale)}
