"""What readers may follow: news of the site, each agency and each area as Atom, deadlines as calendars.

News is what happened by the data: a document was issued, a document proved a task, an agency reported. Each
has the date that the data gives it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from generator.files.feeds import Due, Entry, to_atom, to_calendar
from generator.model import wording
from generator.model.portal import Plan, QuarterResults, Task
from generator.model.slugs import slug_of_number
from generator.view import urls
from generator.view.site import PageSpec, SiteFile, relative_url
from generator.view.values import Values

FEED = "tin.atom"
CALENDAR = "lich.ics"

MOST = 100
"""Entries of a feed, newest first."""


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened, and whom it concerns."""

    entry: Entry
    agencies: frozenset[str]
    areas: frozenset[str]


@dataclass(frozen=True)
class Following:
    """Feeds and calendars of a measured portal."""

    values: Values
    site_url: str

    def with_links(self, spec: PageSpec) -> PageSpec:
        """A page with the feed and calendar that belong to it."""
        feed = f"{spec.url}{FEED}" if spec.url in self._pages else ""
        calendar = f"{spec.url}{CALENDAR}" if self._tasks.get(spec.url) else ""
        return replace(spec, feed=feed, calendar=calendar)

    def files(self) -> Iterator[SiteFile]:
        """Every feed and calendar."""
        settings = self.values.portal.settings
        author = settings.publisher or settings.name
        for url, (title, news) in self._pages.items():
            path = f"{url}{FEED}"
            entries = [replace(item.entry, link=self._link(path, item.entry.link)) for item in news[:MOST]]
            link = self._link(path, url)
            name = (
                self.values.t("follow.feed-title", name=settings.name, page=title) if url else settings.name
            )
            data = to_atom(f"feed:{url}", name, author, link, entries, self.values.measured.as_of)
            yield SiteFile(path, data, "feed")
            tasks = self._tasks.get(url)
            if tasks:
                dues = [due for task in tasks for due in self._dues(task)]
                calendar = self.values.t("follow.calendar-title", page=title)
                yield SiteFile(
                    f"{url}{CALENDAR}", to_calendar(calendar, dues, self.values.measured.as_of), "calendar"
                )

    def _link(self, path: str, url: str) -> str:
        """A full address, or one relative to the file while nobody has decided where the site stands."""
        return f"{self.site_url}{url}" if self.site_url else relative_url(path, url)

    @cached_property
    def _pages(self) -> dict[str, tuple[str, list[News]]]:
        """Title and news of each page that has a feed, newest first."""
        portal = self.values.portal
        news = sorted(self._news(), key=lambda item: (item.entry.day, item.entry.key), reverse=True)
        found: dict[str, tuple[str, list[News]]] = {urls.HOME: (portal.settings.name, news)}
        for agency_id, agency in portal.agencies.items():
            own = [item for item in news if agency_id in item.agencies]
            found[urls.agency(agency_id)] = (agency.record.name, own)
        for area_id, area in portal.areas.items():
            own = [item for item in news if area_id in item.areas]
            found[urls.area(area_id)] = (area.record.name, own)
        return found

    @cached_property
    def _tasks(self) -> dict[str, list[Task]]:
        """Tasks with a deadline, by the page whose calendar shows them; those with sub-tasks left out."""
        measured, portal = self.values.measured, self.values.portal
        dated = [t for t in portal.tasks() if not t.children and (t.postponed or t.deadline).instances]
        found = {urls.HOME: dated}
        keys = {task.key for task in dated}
        for agency_id in portal.agencies:
            own = {t.key: t for t in (*measured.led_by(agency_id), *measured.shared_with(agency_id))}
            found[urls.agency(agency_id)] = [task for key, task in own.items() if key in keys]
        for area_id in portal.areas:
            found[urls.area(area_id)] = [task for task in dated if task.record.area == area_id]
        return found

    def _dues(self, task: Task) -> Iterator[Due]:
        """A window as a window, each instance of a recurring deadline as a day."""
        deadline = task.postponed or task.deadline
        plan = self.values.portal.plans[task.plan_id]
        text = self.values.t(
            "follow.due-text",
            plan=plan.record.short_title,
            lead=", ".join(self.values.agency_name(i) for i in task.record.lead)
            or self.values.t("site.task.no-lead"),
            deadline=deadline.as_written or "",
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
        many = len(deadline.instances) > 1
        for day in deadline.instances:
            yield Due(
                key=f"{key}-{day:%Y%m%d}" if many else key,
                first=deadline.start if deadline.start is not None and not many else day,
                last=day,
                title=self.values.t("follow.due-title", number=task.number, title=task.full_title),
                text=text,
                url=f"{self.site_url}{urls.task(task)}" if self.site_url else "",
            )

    def _news(self) -> Iterator[News]:
        portal = self.values.portal
        yield from self._documents()
        for plan in portal.plans.values():
            yield from self._proofs(plan)
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
            entry = Entry(
                key=f"document:{document_id}",
                day=record.date,
                title=self.values.t(
                    "follow.document", document=f"{record.kind} {self.values.source_label(document_id)}"
                ),
                text=record.title or "",
                link=urls.document(document_id),
            )
            yield News(entry, frozenset((*owner, *(self._charged(tasks)))), _areas(tasks))

    def _proofs(self, plan: Plan) -> Iterator[News]:
        for number, located in plan.proofs.items():
            task = plan.tasks[number]
            entry = Entry(
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
            yield News(entry, frozenset(self._charged((task,))), _areas((task,)))

    def _reports(self, plan: Plan, quarter: QuarterResults) -> Iterator[News]:
        by_agency: dict[str, list[str]] = {}
        days: dict[str, date] = {}
        for located in quarter.results:
            record = located.record
            if record.task is None:
                continue
            by_agency.setdefault(record.agency, []).append(record.task)
            days[record.agency] = max(
                days.get(record.agency, date.min), self._told(quarter, record.reporting_document)
            )
        for agency, numbers in by_agency.items():
            tasks = [plan.tasks[number] for number in dict.fromkeys(numbers)]
            label = quarter.quarter.label
            entry = Entry(
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
            yield News(entry, frozenset((agency, plan.record.owner)), _areas(tasks))

    def _told(self, quarter: QuarterResults, document: str | None) -> date:
        """Day of the reporting document, else of the cut-off."""
        issued = self.values.portal.documents[document].record.date if document else None
        return issued or quarter.record.cutoff

    def _charged(self, tasks: Iterable[Task]) -> set[str]:
        """Agencies that lead tasks, and members of collectives that do."""
        found: set[str] = set()
        for task in tasks:
            found.update(task.record.lead)
            for lead in task.record.lead:
                found.update(self.values.portal.members.get(lead, ()))
        return found


def _areas(tasks: Iterable[Task]) -> frozenset[str]:
    return frozenset(task.record.area for task in tasks if task.record.area is not None)
