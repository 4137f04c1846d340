"""Stage 4: typed records → one immutable `Portal`; every reference, uniqueness and date checked.

All problems are collected; a portal is returned only when none of them is an error.
"""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from generator import records
from generator.deadline import Deadline, DeadlineError, Period, parse_deadline, resolve_event, resolve_instruction
from generator.portal import Located, Plan, Portal, QuarterResults, Report, Task
from generator.problems import Problem
from generator.reading import PlanRecords, RootRecords
from generator.slugs import slug_of_number
from generator.strict_yaml import Mark, locate

R = TypeVar("R", bound=records.Record)

START = Mark(1, 1)

UNPUBLISHED = ("publisher", "licence", "contact", "repository", "feedback")
"""Settings nobody has supplied yet: a warning each until someone does."""


def resolve(root: RootRecords) -> tuple[Portal | None, list[Problem]]:
    """The portal of a root, or None when an error forbids building it; with all problems found."""
    work = _Resolver(root)
    portal = work.portal()
    if portal is None or any(problem.severity == "error" for problem in work.problems):
        return None, work.problems
    return portal, work.problems


class _Resolver:
    """Collects problems while it turns records into the portal."""

    def __init__(self, root: RootRecords) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.areas = self.unique("areas", "id")
        self.agencies = self.unique("agencies", "id")
        self.documents = self.unique("documents", "id")
        self.indicators = self.unique("indicators", "id")
        self.unique("glossary", "term")
        self.unique("consistency", "id")
        self.observations: dict[str, Located[records.Observation]] = {}
        self.refs: set[str] = set()
        self.members: dict[str, frozenset[str]] = {
            i: frozenset(
                a for a, other in self.agencies.items() if other.record.kind == agency.record.members_kind
            )
            if agency.record.members_kind
            else frozenset(agency.record.members)
            for i, agency in self.agencies.items()
            if agency.record.kind == "collective"
        }

    # Problems -----------------------------------------------------------------------------------

    def add(self, located: Located[Any], loc: tuple[str | int, ...], code: str, **params: str) -> None:
        """A problem at a field of a record."""
        path, _, line = located.place.rpartition(":")
        entry = self.root.marks.get(f"{located.place} {located.ref}")
        mark = locate(entry[0], loc) if entry else Mark(int(line), 1)
        name = ".".join(str(part + 1) if isinstance(part, int) else part for part in loc)
        self.problems.append(Problem.make(path, mark, name, code, **params))

    def unique(self, name: str, key: str) -> dict[str, Any]:
        """Entries of a list by id, with duplicates (also by case only) reported."""
        return self.unique_in(self.root.lists[name], lambda entry: str(getattr(entry.record, key)), key)

    def unique_in(
        self, entries: Iterable[Located[R]], key_of: Callable[[Located[R]], str], key: str
    ) -> dict[str, Located[R]]:
        found: dict[str, Located[R]] = {}
        folded: dict[str, Located[R]] = {}
        for entry in entries:
            value = key_of(entry)
            first = folded.get(value.casefold())
            if first is not None:
                self.add(entry, (key,), "duplicate-id", value=value, first=first.place)
                continue
            folded[value.casefold()] = entry
            found[value] = entry
        return found

    def known(self, kind: str, value: str, entry: Located[Any], loc: tuple[str | int, ...]) -> bool:
        """Whether an id is known; a problem naming the nearest known id when not."""
        table: Mapping[str, Any] = getattr(self, kind)
        if value in table:
            return True
        near = next(iter(get_close_matches(value, table, 1)), "")
        self.add(entry, loc, f"unknown-{kind}", value=value, near=near)
        return False

    # Parts --------------------------------------------------------------------------------------

    def portal(self) -> Portal | None:
        self.check_registers()
        reports = self.reports()
        plans = {plan_id: plan for plan_id, raw in self.root.plans.items() if (plan := self.plan(raw)) is not None}
        self.check_implements(plans)
        self.check_notes(plans)
        self.check_texts()
        settings = self.root.settings
        if settings is None:
            return None
        for name in UNPUBLISHED:
            if getattr(settings.record, name) is None:
                path = settings.place.rpartition(":")[0]
                self.problems.append(
                    Problem.make(path, START, name, "not-published", severity="warning", value=name)
                )
        for index, plan_id in enumerate(settings.record.plans):
            if plan_id not in self.root.plans:
                self.add(settings, ("plans", index), "unknown-plans", value=plan_id, near="")
        for plan_id, plan in plans.items():
            if plan_id not in settings.record.plans:
                self.add(settings, ("plans",), "plan-not-listed", value=plan_id)
            del plan
        if settings.record.headline_plan not in plans:
            self.add(settings, ("headline_plan",), "unknown-plans", value=settings.record.headline_plan, near="")
        return Portal(
            settings=settings.record,
            areas=self.areas,
            agencies=self.agencies,
            documents=self.documents,
            indicators=self.indicators,
            glossary=tuple(self.root.lists["glossary"]),
            plans={i: plans[i] for i in settings.record.plans if i in plans},
            reports=reports,
            notes=tuple(self.root.lists["consistency"]),
            texts=self.root.texts,
            sources=self.root.sources,
        )

    def check_registers(self) -> None:
        for area in self.areas.values():
            for index, alias in enumerate(area.record.aliases):
                self.known("documents", alias.document, area, ("aliases", index, "document"))
        for agency in self.agencies.values():
            self.check_agency(agency)
        for document in self.documents.values():
            record = document.record
            for index, relation in enumerate(record.relations):
                self.known("documents", relation.document, document, ("relations", index, "document"))
                self.known(
                    "documents", relation.source.document, document, ("relations", index, "source", "document")
                )
            for index, citation in enumerate(record.cited_at):
                self.known("documents", citation.document, document, ("cited_at", index, "document"))
        for indicator in self.indicators.values():
            if indicator.record.lead is not None:
                self.known("agencies", indicator.record.lead, indicator, ("lead",))
            if indicator.record.lead_source is not None:
                self.known(
                    "documents", indicator.record.lead_source.document, indicator, ("lead_source", "document")
                )

    def check_agency(self, agency: Located[records.Agency]) -> None:
        record = agency.record
        self.known("documents", record.source.document, agency, ("source", "document"))
        for index, former in enumerate(record.former_names):
            self.known("documents", former.source.document, agency, ("former_names", index, "source", "document"))
        for index, member in enumerate(record.members):
            self.known("agencies", member, agency, ("members", index))
        if record.parent is None:
            return
        if self.known("agencies", record.parent, agency, ("parent",)):
            seen = {record.id}
            above: str | None = record.parent
            while above is not None and above in self.agencies:
                if above in seen:
                    self.add(agency, ("parent",), "parent-cycle", value=record.parent)
                    return
                seen.add(above)
                above = self.agencies[above].record.parent

    def check_sourced(self, entry: Located[Any], document: str | None = None) -> None:
        source: records.Source = entry.record.source
        if self.known("documents", source.document, entry, ("source", "document")) and (
            document is not None and source.document != document
        ):
            self.add(entry, ("source", "document"), "source-of-other-document", value=source.document, allowed=document)

    def reports(self) -> dict[str, Report]:
        found = {}
        for stem, (report, observations) in self.root.reports.items():
            if report.record.document != stem:
                self.add(report, ("document",), "report-name", value=report.record.document, allowed=stem)
            self.known("documents", report.record.document, report, ("document",))
            keys = {observation.record.key for observation in observations}
            for observation in observations:
                record = observation.record
                first = self.observations.get(record.key)
                if first is not None:
                    self.add(observation, ("key",), "duplicate-id", value=record.key, first=first.place)
                self.observations[record.key] = observation
                self.check_sourced(observation, stem)
                if record.indicator is not None:
                    self.known("indicators", record.indicator, observation, ("indicator",))
                if record.part_of is not None and record.part_of not in keys:
                    self.add(observation, ("part_of",), "unknown-observation", value=record.part_of)
            found[stem] = Report(stem, report.record, report.place, tuple(observations))
        return found

    def plan(self, raw: PlanRecords) -> Plan | None:
        if raw.plan is None:
            return None
        record = raw.plan.record
        self.check_sourced(raw.plan, record.document)
        self.known("documents", record.document, raw.plan, ("document",))
        self.known("agencies", record.owner, raw.plan, ("owner",))
        period = Period(record.period.first, record.period.last)
        sections = self.unique_in(raw.lists["sections"], lambda e: e.record.number, "number")
        for section in sections.values():
            self.check_sourced(section, record.document)
            self.check_area(section)
            self.check_agencies(section, "agencies")
        targets = self.unique_in(raw.lists["targets"], lambda e: e.record.number, "number")
        for target in targets.values():
            self.check_target(target, record.document, period)
        tasks = self.tasks(raw, record, period)
        proofs = self.unique_in(raw.lists["proofs"], lambda e: e.record.task, "task")
        for proof in proofs.values():
            self.check_task_number(proof, tasks, raw.id)
            self.known("documents", proof.record.document, proof, ("document",))
        quarters = tuple(
            self.quarter(raw.id, quarter, results, placed, tasks, targets)
            for quarter, results, placed in sorted(raw.results, key=lambda item: item[0])
        )
        return Plan(
            id=raw.id,
            record=record,
            place=raw.plan.place,
            sections=tuple(sections.values()),
            targets=tuple(targets.values()),
            tasks=tasks,
            proofs=proofs,
            events=tuple(raw.lists["events"]),
            quarters=quarters,
        )

    def check_area(self, entry: Located[Any]) -> None:
        if entry.record.area is not None:
            self.known("areas", entry.record.area, entry, ("area",))

    def check_agencies(self, entry: Located[Any], name: str) -> None:
        seen: set[str] = set()
        for index, agency in enumerate(getattr(entry.record, name)):
            self.known("agencies", agency, entry, (name, index))
            if agency in seen:
                self.add(entry, (name, index), "repeated-value", value=agency)
            seen.add(agency)

    def check_target(self, target: Located[records.Target], document: str, period: Period) -> None:
        self.check_sourced(target, document)
        self.check_area(target)
        self.check_agencies(target, "responsible")
        self.deadline(target, target.record.deadline, period, None)
        keys: set[str] = set()
        for index, measure in enumerate(target.record.measures):
            if measure.indicator is not None:
                self.known("indicators", measure.indicator, target, ("measures", index, "indicator"))
            if measure.key in keys:
                self.add(target, ("measures", index, "key"), "repeated-value", value=measure.key)
            keys.add(measure.key)

    def check_task_number(self, entry: Located[Any], tasks: Mapping[str, Task], plan_id: str) -> bool:
        if entry.record.task in tasks:
            return True
        near = next(iter(get_close_matches(entry.record.task, tasks, 1)), "")
        self.add(entry, ("task",), "unknown-task", value=entry.record.task, plan=plan_id, near=near)
        return False

    def deadline(
        self, entry: Located[Any], written: str | None, period: Period, reading: str | None
    ) -> Deadline | None:
        return self.settled(entry, parse_deadline(written, period=period, reading=reading))

    def settled(self, entry: Located[Any], parsed: Deadline | DeadlineError) -> Deadline | None:
        """A deadline that could be read; otherwise a problem that lists the known forms."""
        if isinstance(parsed, DeadlineError):
            self.add(
                entry,
                ("deadline",),
                f"deadline-{parsed.reason}",
                value=parsed.as_written,
                allowed="; ".join(parsed.known_forms),
            )
            return None
        return parsed

    def tasks(self, raw: PlanRecords, plan: records.Plan, period: Period) -> dict[str, Task]:
        entries = self.unique_in(raw.lists["tasks"], lambda e: slug_of_number(e.record.number), "number")
        by_number = {entry.record.number: entry for entry in entries.values()}
        children: dict[str, list[str]] = {}
        for entry in by_number.values():
            parent = entry.record.parent
            if parent is None:
                continue
            if parent not in by_number or not entry.record.number.startswith(f"{parent}."):
                self.add(entry, ("parent",), "bad-parent", value=parent)
            children.setdefault(parent, []).append(entry.record.number)
        events: dict[str, list[Located[records.Event]]] = {}
        for event in raw.lists["events"]:
            self.known("documents", event.record.document, event, ("document",))
            if event.record.task not in by_number:
                self.add(event, ("task",), "unknown-task", value=event.record.task, plan=raw.id, near="")
            events.setdefault(event.record.task, []).append(event)
        found = {}
        for number, entry in by_number.items():
            record = entry.record
            self.check_sourced(entry, plan.document)
            self.check_area(entry)
            self.check_agencies(entry, "lead")
            self.check_agencies(entry, "coordinating")
            deadline = self.deadline(entry, record.deadline, period, record.deadline_reading)
            if deadline is None:
                continue
            postponed: Deadline | None = None
            postponement: records.Event | None = None
            for event in events.get(number, []):
                new = self.deadline(event, event.record.deadline, period, None)
                if event.record.kind == "occurred" and event.record.date is not None:
                    deadline = self.settled(event, resolve_event(deadline, event.record.date)) or deadline
                elif event.record.kind == "instructed" and new is not None:
                    deadline = self.settled(event, resolve_instruction(deadline, new)) or deadline
                elif new is not None:
                    postponed, postponement = new, event.record
            heading = by_number[record.parent].record.title if record.parent in by_number else None
            found[number] = Task(
                record=record,
                place=entry.place,
                plan_id=raw.id,
                deadline=deadline,
                postponed=postponed,
                postponement=postponement,
                children=tuple(children.get(number, ())),
                heading=heading,
            )
        return found

    def quarter(
        self,
        plan_id: str,
        quarter: Any,
        results: Located[records.Results],
        placed: list[Located[records.Result]],
        tasks: Mapping[str, Task],
        targets: Mapping[str, Located[records.Target]],
    ) -> QuarterResults:
        cutoff = results.record.cutoff
        if not quarter.first_day <= cutoff <= quarter.last_day:
            self.add(
                results,
                ("cutoff",),
                "cutoff-outside-quarter",
                value=cutoff.isoformat(),
                allowed=f"{quarter.first_day.isoformat()} … {quarter.last_day.isoformat()}",
            )
        seen: dict[tuple[str, str], Located[records.Result]] = {}
        for entry in placed:
            record = entry.record
            self.known("agencies", record.agency, entry, ("agency",))
            if record.reporter is not None:
                self.known("agencies", record.reporter, entry, ("reporter",))
            for index, document in enumerate(record.evidence):
                self.known("documents", document, entry, ("evidence", index))
            if record.reporting_document is not None:
                self.known("documents", record.reporting_document, entry, ("reporting_document",))
            if record.completed is not None and record.completed > cutoff:
                self.add(
                    entry,
                    ("completed",),
                    "completed-after-cutoff",
                    value=record.completed.isoformat(),
                    allowed=cutoff.isoformat(),
                )
            key = (f"{record.task or record.target}#{record.measure or ''}", record.agency)
            if key in seen:
                self.add(entry, (), "duplicate-result", value=f"{key[0].rstrip('#')} · {key[1]}", first=seen[key].place)
            seen.setdefault(key, entry)
            if record.target is not None:
                if record.target not in targets:
                    self.add(entry, ("target",), "unknown-target", value=record.target, plan=plan_id)
            elif self.check_task_number(entry, tasks, plan_id) and record.task is not None:
                self.check_reports_own(entry, tasks[record.task])
        return QuarterResults(quarter, results.record, results.place, tuple(placed))

    def check_reports_own(self, entry: Located[records.Result], task: Task) -> None:
        """A task's result belongs to an agency that leads it, or to a member of a leading collective."""
        if task.children:
            self.add(entry, ("task",), "result-of-parent", value=task.number, allowed=", ".join(task.children))
            return
        allowed = set(task.record.lead)
        for lead in task.record.lead:
            allowed |= self.members.get(lead, frozenset())
        if allowed and entry.record.agency not in allowed:
            self.add(
                entry, ("agency",), "agency-not-lead", value=entry.record.agency, allowed=", ".join(task.record.lead)
            )

    def check_implements(self, plans: Mapping[str, Plan]) -> None:
        known = {task.key for plan in plans.values() for task in plan.tasks.values()}
        for plan in plans.values():
            for task in plan.tasks.values():
                entry = Located(task.record, task.place, task.ref)
                for index, link in enumerate(task.record.implements):
                    if link.task not in known or link.task.startswith(f"{plan.id}/"):
                        self.add(entry, ("implements", index, "task"), "unknown-implemented", value=link.task)

    def check_notes(self, plans: Mapping[str, Plan]) -> None:
        refs = {f"plan:{plan_id}" for plan_id in plans}
        for plan in plans.values():
            refs |= {task.ref for task in plan.tasks.values()}
            refs |= {target.ref for target in plan.targets}
            refs |= {section.ref for section in plan.sections}
        refs |= {f"observation:{key}" for key in self.observations}
        refs |= {f"document:{key}" for key in self.documents} | {f"agency:{key}" for key in self.agencies}
        for note in self.root.lists["consistency"]:
            for index, ref in enumerate(note.record.about):
                if ref not in refs:
                    near = next(iter(get_close_matches(ref, refs, 1)), "")
                    self.add(note, ("about", index), "unknown-reference", value=ref, near=near)
            for index, source in enumerate(note.record.sources):
                self.known("documents", source.document, note, ("sources", index, "document"))

    def check_texts(self) -> None:
        for document_id, document in self.documents.items():
            if document.record.held and document_id not in self.root.texts:
                self.add(document, ("held",), "held-without-text", value=document_id)
        for document_id in self.root.texts:
            if document_id not in self.documents:
                self.problems.append(
                    Problem.make(f"data/texts/{document_id}.txt", START, "", "text-of-unknown-document", value=document_id)
                )
