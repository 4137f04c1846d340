"""Makes the files that readers can subscribe to: news as Atom feeds, deadlines of tasks as calendars.

News are events in the data: a document was issued, proved a task done, gave it another deadline or closed it;
an agency reported. Each has its date in the data, not the date when it was entered.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from generator.files.feeds import Due, FeedEntry, to_atom, to_calendar
from generator.measures.reporters import answering
from generator.model import records, wording
from generator.model.portal import Plan, QuarterResults, Task
from generator.model.slugs import slug_of_number
from generator.view import urls
from generator.view.feeds import Concerned, Feed
from generator.view.shown_fields import not_entered
from generator.view.site import PageSpec, SiteFile, relative_url
from generator.view.task_views import TaskViews
from generator.view.values import Values

FEED = "tin.atom"
CALENDAR = "lich.ics"

CHANGES = frozenset({"postponed", "shortened", "withdrawn", "stopped", "merged"})
"""Kinds of events that are news; the others set a deadline that the plan left open."""

MOST = 100
"""Most entries of a feed; the newest are kept."""


@dataclass(frozen=True, slots=True)
class News:
    """One event, and the agencies and areas that it concerns."""

    entry: FeedEntry
    concerned: Concerned


@dataclass(frozen=True)
class Feeds:
    """Feeds and calendars of a site's pages."""

    values: Values
    site_url: str
    specs: Sequence[PageSpec]

    def feed(self, spec: PageSpec) -> str:
        """Return the address of a page's feed; empty if it has none."""
        return f"{spec.url}{FEED}" if spec.feed is not None else ""

    def calendar(self, spec: PageSpec) -> str:
        """Return the address of a page's calendar; empty if it has none or none of its tasks has a day."""
        return f"{spec.url}{CALENDAR}" if self._dated(spec) else ""

    def files(self) -> Iterator[SiteFile]:
        """Yield every feed and calendar."""
        for spec in self.specs:
            if spec.feed is not None:
                yield SiteFile(self.feed(spec), self._atom(spec, spec.feed), "feed")
            tasks = self._dated(spec)
            if spec.calendar is not None and tasks:
                dues = [due for task in tasks for due in self._dues(task)]
                data = to_calendar(spec.calendar.title, dues, self.values.measured.as_of)
                yield SiteFile(self.calendar(spec), data, "calendar")

    def _atom(self, spec: PageSpec, feed: Feed) -> bytes:
        settings, path = self.values.portal.settings, self.feed(spec)
        news = [item.entry for item in self._sorted_news if feed.holds(item.concerned)]
        entries = [replace(entry, link=self._link(path, entry.link)) for entry in news[:MOST]]
        return to_atom(
            f"feed:{spec.url}",
            feed.title,
            settings.publisher or settings.name,
            self._link(path, spec.url),
            entries,
            self.values.measured.as_of,
        )

    def _link(self, path: str, url: str) -> str:
        """Return a full address, or one relative to the file if the site's address is not decided yet."""
        return f"{self.site_url}{url}" if self.site_url else relative_url(path, url)

    @cached_property
    def _sorted_news(self) -> list[News]:
        """All news, newest first."""
        return sorted(self._news(), key=lambda item: (item.entry.day, item.entry.key), reverse=True)

    def _dated(self, spec: PageSpec) -> list[Task]:
        """Return the tasks of a page's calendar that have a day; sub-tasks replace their parent.

        Tasks that a document withdrew, stopped or merged need not be done any more and are left out.
        """
        tasks = spec.calendar.tasks if spec.calendar is not None else ()
        left = (task for task in tasks if not task.children and task.closure is None)
        return [task for task in left if task.current_deadline.instances or task.current_deadline.report_days]

    def _dues(self, task: Task) -> Iterator[Due]:
        """Yield the calendar entries of a task.

        An entry is the last day, the text says where a window begins; each instance of a recurring deadline
        is one, and each day of a report that continuous work owes.
        """
        deadline = task.current_deadline
        plan = self.values.portal.plans[task.plan_id]
        text = self.values.t(
            "follow.due-text",
            plan=plan.record.short_title,
            lead=self._leads(task),
            deadline=self._written(task),
            source=", ".join(
                filter(
                    None,
                    (
                        self.values.source_label(task.record.source.document),
                        self.values.at(task.record.source),
                    ),
                )
            ),
        )
        if "deadline" in task.uncertain:
            text = f"{text} {self.values.t('follow.uncertain')}"
        key = f"{task.plan_id}-{slug_of_number(task.number)}"
        if deadline.start is not None and deadline.instances:
            window = {"first": wording.day(deadline.start), "last": wording.day(deadline.instances[-1])}
            text = f"{text} {self.values.t('follow.window', **window)}"
        days = deadline.instances or deadline.report_days
        many = len(days) > 1
        for day in days:
            yield Due(
                key=f"{key}-{day:%Y%m%d}" if many else key,
                day=day,
                title=self.values.t("follow.due-title", number=task.number, title=task.full_title),
                text=text,
                url=f"{self.site_url}{urls.task(task)}" if self.site_url else "",
            )

    def _leads(self, task: Task) -> str:
        """The leads by name, and what was not entered of them; words where the text names none."""
        names = [self.values.agency_name(agency) for agency in task.record.lead]
        gap = not_entered(self.values.t, task, "lead", some=bool(names))
        return ", ".join(filter(None, (*names, gap))) or self.values.t("site.task.no-lead")

    def _planned(self, task: Task) -> str:
        """The plan's own words for a deadline, or why there are none."""
        gap = not_entered(self.values.t, task, "deadline")
        return task.deadline.as_written or gap or self.values.t("site.task.no-deadline")

    def _written(self, task: Task) -> str:
        """The plan's own words for a deadline, and what a document set instead."""
        moved = TaskViews(self.values).moved(task)
        words = self._planned(task)
        return words if moved is None else f"{words}; {moved.text}"

    def _news(self) -> Iterator[News]:
        portal = self.values.portal
        yield from self._documents()
        for plan in portal.plans.values():
            yield from self._proofs(plan)
            yield from self._changes(plan)
            for quarter in plan.quarters:
                yield from self._reports(plan, quarter)

    def _documents(self) -> Iterator[News]:
        portal = self.values.portal
        for document_id, located in portal.documents.items():
            record = located.record
            if not record.held or record.date is None:
                continue
            plan = portal.plan_of_document.get(document_id)
            tasks = tuple(plan.tasks.values()) if plan else ()
            owner = (plan.record.owner,) if plan else ()
            entry = FeedEntry(
                key=f"document:{document_id}",
                day=record.date,
                title=self.values.t(
                    "follow.document", document=f"{record.kind} {self.values.source_label(document_id)}"
                ),
                text=record.title or "",
                link=urls.document(document_id),
            )
            yield News(entry, Concerned(frozenset((*owner, *self._charged(tasks))), _areas(tasks)))

    def _proofs(self, plan: Plan) -> Iterator[News]:
        for number, located in plan.proofs.items():
            task = plan.tasks[number]
            entry = FeedEntry(
                key=f"proof:{task.key}",
                day=located.record.completed,
                title=self.values.t("follow.proof", number=number, plan=plan.record.short_title),
                text=self.values.t(
                    "follow.proof-text",
                    title=task.full_title,
                    document=self.values.source_label(located.record.document),
                ),
                link=urls.task(task),
            )
            yield News(entry, Concerned(frozenset(self._charged((task,))), _areas((task,))))

    def _changes(self, plan: Plan) -> Iterator[News]:
        """Yield the documents that gave a task of a plan another deadline or closed it."""
        for located in plan.events:
            event = located.record
            day = self.values.portal.documents[event.document].record.date
            if event.kind not in CHANGES or day is None:
                continue
            task = plan.tasks[event.task]
            entry = FeedEntry(
                key=f"event:{task.key}:{event.kind}:{event.document}",
                day=day,
                title=self.values.t(
                    f"follow.event.{event.kind}", number=task.number, plan=plan.record.short_title
                ),
                text=self._change_text(task, event),
                link=urls.task(task),
            )
            yield News(entry, Concerned(frozenset(self._charged((task,))), _areas((task,))))

    def _change_text(self, task: Task, event: records.Event) -> str:
        document = self.values.source_label(event.document)
        if event.merged_into is not None:
            other = self.values.portal.task_by_key[event.merged_into]
            return self.values.t(
                "follow.event-merged", title=task.full_title, number=other.number, document=document
            )
        if event.deadline is None:
            return self.values.t("follow.event-text", title=task.full_title, document=document)
        words = self.values.t(f"site.task.{event.kind}", deadline=event.deadline, document=document)
        planned = self._planned(task)
        return self.values.t("follow.event-deadline", title=task.full_title, planned=planned, moved=words)

    def _reports(self, plan: Plan, quarter: QuarterResults) -> Iterator[News]:
        by_agency: dict[str, list[str]] = {}
        days: dict[str, date] = {}
        for located in quarter.results:
            record = located.record
            if record.task is None:
                continue
            by_agency.setdefault(record.agency, []).append(record.task)
            days[record.agency] = max(
                days.get(record.agency, date.min), self._day_reported(quarter, record.reporting_document)
            )
        for agency, numbers in by_agency.items():
            tasks = [plan.tasks[number] for number in dict.fromkeys(numbers)]
            label = quarter.quarter.label
            entry = FeedEntry(
                key=f"report:{plan.id}:{quarter.quarter.id}:{agency}",
                day=days[agency],
                title=self.values.t("follow.report", agency=self.values.agency_name(agency), quarter=label),
                text=self.values.t(
                    "follow.report-text",
                    count=str(len(tasks)),
                    plan=plan.record.short_title,
                    day=wording.day(quarter.record.cutoff),
                ),
                link=urls.quarter(quarter.quarter),
            )
            yield News(entry, Concerned(frozenset((agency, plan.record.owner)), _areas(tasks)))

    def _day_reported(self, quarter: QuarterResults, document: str | None) -> date:
        """Return the day of the reporting document if known, else the cut-off."""
        issued = self.values.portal.documents[document].record.date if document else None
        return issued or quarter.record.cutoff

    def _charged(self, tasks: Iterable[Task]) -> set[str]:
        """Return the agencies that lead the tasks, and the members of collectives that do."""
        found: set[str] = set()
        for task in tasks:
            found.update(task.record.lead)
            found.update(answering(self.values.portal, task).agencies)
        return found


def _areas(tasks: Iterable[Task]) -> frozenset[str]:
    return frozenset(task.record.area for task in tasks if task.record.area is not None)
