"""The periodic report of a quarter, filled from the data and structured like report 205/BC-UBND.

Nothing is invented: where data is missing, the place is marked for the office or says “chưa có báo cáo”.
It is an official document, so it is in Vietnamese whatever the language of messages.
"""

from collections.abc import Iterable, Iterator
from itertools import count

from generator.charts import states
from generator.charts.plot import Plot
from generator.measures.metrics import Counts
from generator.measures.place import Place
from generator.measures.reporters import leaf_tasks
from generator.measures.reports import due_in
from generator.model import wording
from generator.model.portal import Task
from generator.model.quarter import Quarter
from generator.model.slugs import fold
from generator.office.official_docx import Foot, Head
from generator.office.report_categories import ASKED, categories, chapter_name
from generator.office.report_parts import (
    Annex,
    Block,
    Heading,
    Narrative,
    ReportChart,
    ReportParagraph,
    WordReport,
)
from generator.office.report_tables import ReportTables, quarter_words
from generator.view.reporter_words import known_count
from generator.view.task_views import TaskViews
from generator.view.values import Values

STEERING = "chi-dao-dieu-hanh"
"""Id of the area that part I is about; every other area is a chapter of part II."""
NEWS = "tuyen truyen"
"""Tasks of information and propaganda have these words in their titles (without diacritics, lower case)."""


class NoPlanError(Exception):
    """The period of the headline plan does not overlap the quarter."""


def report_of(task_views: TaskViews, quarter: Quarter) -> WordReport:
    """The report on the headline plan for a quarter, with what was known on the as-of date.

    Raises:
        NoPlanError: The headline plan's period does not overlap the quarter.
    """
    values = task_views.values
    plan = values.portal.plans[values.portal.settings.headline_plan]
    period = plan.record.period
    if period.last < quarter.first_day or quarter.last_day < period.first:
        raise NoPlanError
    # The office signs this paper, so where pages say what the portal received, it says what was reported.
    official = TaskViews(Values(values.measured, values.catalogue.instead("report.instead")))
    return _ReportWriter(official, quarter, plan).report()


class _ReportWriter(ReportTables):
    """Writes the whole report: headings, sentences, tables, charts and marked places, part by part."""

    def report(self) -> WordReport:
        owner = self.task_views.values.agency_name(self.plan.record.owner)
        names = {
            "quarter": quarter_words(self.quarter),
            "next": quarter_words(self.quarter.next()),
            "owner": owner,
            "city": self.task_views.values.portal.settings.city,
            "capitals": self.task_views.values.portal.settings.city.upper(),
        }
        title = self.t("title", **names)
        head = Head(
            agency=tuple(self.t("head.agency", **names).split("|")),
            nation=self.t("head.nation"),
            motto=self.t("head.motto"),
            number=self.t("head.number"),
            place_and_date=self.t("head.place", year=str(self.quarter.last_day.year), **names),
            kind=self.t("head.kind"),
            title=(title,),
            to=self.t("head.to"),
            banner=self.t("head.sample") if self.task_views.values.portal.settings.sample else "",
        )
        foot = Foot(
            delivery_title=self.t("foot.delivery"),
            delivery=tuple(self.t(f"foot.{line}") for line in ("to-ministry", "to-others", "archive")),
            signature=(self.t("foot.for"), self.t("foot.office")),
            signer=self.t("foot.signer"),
        )
        blocks = (
            ReportParagraph(self.t("opening", **names)),
            ReportParagraph(self._cutoff_words()),
            *self._steering(),
            *self._areas(),
            *self._assessment(),
            *self._ahead(names),
            ReportParagraph(self.t("closing", **names)),
        )
        before, after = self.t("place", what="\0").split("\0")
        name = f"{self.t('head.kind')} {title}"
        return WordReport(name, head, blocks, foot, tuple(self._annex()), (before, after))

    def _cutoff_words(self) -> str:
        running = self.t("running") if self.task_views.values.measured.is_running(self.quarter) else ""
        words = {"day": self.task_views.values.as_of_words(), "running": running}
        if self.results is None:
            return self.t("as-of-none", quarter=quarter_words(self.quarter), **words)
        cutoff = wording.day(self.results.record.cutoff)
        return self.t("as-of", cutoff=cutoff, quarter=quarter_words(self.quarter), **words)

    def _places(self, tasks: Iterable[Task], *, asked: bool = False) -> str:
        """The categories that tasks are counted in, each with its number; they add up to the total.

        Args:
            tasks: What is counted.
            asked: Whether the categories of report 205 are named when they are empty too.
        """
        found = categories(self.task_views.values.measured, tasks)
        return "; ".join(
            self.t("place-count", count=wording.number(number), place=self._category(category))
            for category, number in found.items()
            if number or (asked and category in ASKED)
        )

    def _category(self, category: str) -> str:
        values = self.task_views.values
        key = f"report.category.{category}"
        return values.t(key) if key in values.catalogue else values.t(f"site.state.{category}").lower()

    def _place(self, key: str) -> Narrative:
        return Narrative(self.t("place", what=self.t(f"places.{key}")))

    def _drawn(self, plot: Plot | None) -> Iterator[Block]:
        if plot is not None:
            number = str(next(self.pictures))
            yield ReportChart(self.t("picture", number=number, words=plot.title.text), plot)
            yield self.source_of_counts()

    def _steering(self) -> Iterator[Block]:
        yield Heading(self.t("parts.one"), 1)
        yield Heading(self.t("chapters.documents"), 2)
        yield from self.documents()
        yield self._place("documents")
        yield from self.indices()
        yield Heading(self.t("chapters.progress", year=str(self.quarter.year)), 2)
        yield from self._progress()
        yield self._place("progress")
        yield Heading(self.t("chapters.news"), 2)
        news = [task for task in leaf_tasks(self.plan) if NEWS in fold(task.full_title)]
        if news:
            yield ReportParagraph(self.t("news", count=wording.number(len(news))))
            yield self.states("news", news)
            yield self.source_of_tasks()
        yield self._place("news")
        yield Heading(self.t("chapters.government"), 2)
        yield ReportParagraph(self.t("government"))
        yield self._place("government")
        yield Heading(self.t("chapters.initiatives"), 2)
        yield self._place("initiatives")

    def _progress(self) -> Iterator[Block]:
        measured = self.task_views.values.measured
        counts = measured.counts(self.plan.printed_tasks)
        symbol = self.document(self.plan.record.document)
        yield ReportParagraph(
            self.t(
                "progress",
                plan=self.plan.record.title,
                document=symbol,
                places=self._places(self.plan.printed_tasks, asked=True),
                **_figures(counts),
            )
        )
        yield ReportParagraph(self._reporters())
        rows = []
        for area_id, area in self.task_views.values.portal.areas.items():
            tasks = [task for task in self.plan.printed_tasks if task.record.area == area_id]
            if tasks:
                rows.append((area.record.short_name, *_cells(measured.counts(tasks))))
        rows.append((self.t("all"), *_cells(counts)))
        columns = (
            self.column("area", 32),
            *(self.column(name, 19, "center") for name in COUNTED),
        )
        yield self.grid("areas", columns, rows)
        yield self.source_of_counts()
        yield from self._drawn(states.areas_of_plan(self.task_views.values, self.plan))
        yield from self._drawn(states.months_of_plan(self.task_views.values, self.plan))
        for place in (Place.OVERDUE, Place.DUE_UNREPORTED, Place.DUE):
            late = [t for t in leaf_tasks(self.plan) if measured.standings[t.key].place is place]
            if late:
                yield ReportParagraph(self.t(f"waiting.{place.value}", count=wording.number(len(late))))
                yield self.deadlines(place.value, late)
                yield self.source_of_tasks()
        yield from self.targets()

    def _reporters(self) -> str:
        measured = self.task_views.values.measured
        found = measured.plan_reporters(self.plan, self.quarter)
        body = self.plan.record.reporting_to
        key = "reporters" if found.known else "reporters-none" if body else "reporters-none-anywhere"
        known = known_count(self.task_views.values.t, found)
        to = {"body": self.task_views.values.agency_name(body)} if body else {}
        return self.t(key, known=known, quarter=quarter_words(self.quarter), **to)

    def _areas(self) -> Iterator[Block]:
        yield Heading(self.t("parts.two"), 1)
        order = count(1)
        for area_id, area in self.task_views.values.portal.areas.items():
            if area_id == STEERING:
                continue
            yield Heading(f"{next(order)}. {chapter_name(self.task_views.values.portal, area.record)}", 2)
            tasks = [task for task in self.plan.printed_tasks if task.record.area == area_id]
            if tasks:
                counts = self.task_views.values.measured.counts(tasks)
                yield ReportParagraph(self.t("area", places=self._places(tasks), **_figures(counts)))
                yield from self.reported_results(
                    [t for t in leaf_tasks(self.plan) if t.record.area == area_id]
                )
            else:
                yield ReportParagraph(self.t("area-none"))
            yield self._place("area")

    def _assessment(self) -> Iterator[Block]:
        counts = self.task_views.values.measured.counts(self.plan.printed_tasks)
        yield Heading(self.t("parts.three"), 1)
        yield Heading(self.t("chapters.good"), 2)
        if counts.done:
            done = {"all_done": counts.done, "late": counts.at(Place.DONE_LATE)}
            words = {name: wording.number(number) for name, number in done.items()}
            yield ReportParagraph(self.t("good", **words, **_figures(counts)))
        yield self._place("good")
        yield Heading(self.t("chapters.hard"), 2)
        late = {
            "overdue": Place.OVERDUE,
            "late": Place.DONE_LATE,
            "waiting": Place.DUE_UNREPORTED,
            "due": Place.DUE,
        }
        numbers = {name: wording.number(counts.at(place)) for name, place in late.items()}
        yield ReportParagraph(self.t("hard", **numbers))
        yield self._place("hard")

    def _ahead(self, names: dict[str, str]) -> Iterator[Block]:
        yield Heading(self.t("parts.four", **{**names, "next": names["next"].upper()}), 1)
        due = due_in(self.plan, self.quarter.next())
        if due:
            yield ReportParagraph(self.t("ahead", count=wording.number(len(due)), **names))
            yield self.deadlines("ahead", due)
            yield self.source_of_tasks()
        else:
            yield ReportParagraph(self.t("ahead-none", **names))
        yield self._place("ahead")

    def _annex(self) -> Iterator[Block]:
        day = self.task_views.values.as_of_words()
        yield Annex(
            (self.t("annex.title"), self.t("annex.words", plan=self.plan.record.short_title, day=day))
        )
        yield self.states("annex", list(self.plan.tasks.values()), wide=True)
        yield self.source_of_tasks()


COUNTED = ("total", "due", "done-of-due", "due-unreported", "overdue", "continuous", "reported-of")
"""Columns of counts, in the order of `_cells`."""


def _cells(counts: Counts) -> tuple[str, ...]:
    numbers = (
        counts.total,
        counts.due,
        counts.done_of_due,
        counts.at(Place.DUE_UNREPORTED),
        counts.at(Place.OVERDUE),
        counts.at(Place.CONTINUOUS),
        counts.reported,
    )
    return tuple(wording.number(number) for number in numbers)


def _figures(counts: Counts) -> dict[str, str]:
    names = ("total", "due", "done", "unreported", "overdue", "continuous", "reported")
    return dict(zip(names, _cells(counts), strict=True))
