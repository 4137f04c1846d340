"""Makes views of tasks (facts, table rows, grid cells) and of counts of tasks."""

from dataclasses import replace

from generator.measures.facts import Facts
from generator.measures.metrics import Counts
from generator.measures.place import Place
from generator.measures.reported import Reported
from generator.measures.rules import Rule
from generator.measures.schedule import Schedule
from generator.model import records, wording
from generator.model.deadline import Deadline
from generator.model.portal import Located, Plan, Task
from generator.view import scopes, urls, views
from generator.view.field_columns import own_columns
from generator.view.fields.tasks import REPORTED, TASKS, row_of
from generator.view.scopes import Scope
from generator.view.sentences import joined, sentence
from generator.view.shown_fields import agency_links, missing, no_area, not_entered, shown_fields
from generator.view.values import PLACE_ORDER, Values

DONE_SCHEDULES = frozenset({Schedule.ON_TIME, Schedule.LATE, Schedule.DONE_UNDATED})
"""Schedules that compare a completion with the deadline."""

WAITING = frozenset({Schedule.OVERDUE, Schedule.DUE_UNREPORTED, Schedule.DUE})
"""Schedules of a recurring task whose last due day was not met, as far as reports show."""


class TaskViews:
    """Makes views of a measured portal's tasks."""

    def __init__(self, values: Values) -> None:
        self.values = values

    def deadline_value(self, task: Task) -> views.Value:
        """Return the deadline as written, or words that say why there is none."""
        if task.record.deadline is None:
            unread = missing(self.values, task, "deadline")
            if unread:
                return unread[0]
            heads = (
                self.values.t("site.task.see-parts")
                if task.children
                else self.values.t("site.task.no-deadline")
            )
            return self.values.value(heads, task, "deadline", machine="")
        return self.values.value(
            task.record.deadline, task, "deadline", machine=task.deadline.late_after_text
        )

    def due_words(self, task: Task) -> views.Sentence | None:
        """Return the last compliant days that the plan sets, in words; None if there are none."""
        receipt = self.deadline_value(task).receipt
        return self._last_days(task.deadline, receipt)

    def _last_days(self, deadline: Deadline, receipt: views.Receipt) -> views.Sentence | None:
        if not deadline.instances:
            return None
        days = (views.Value(wording.day(day), day.isoformat(), receipt) for day in deadline.instances)
        return sentence(self.values.t, "site.task.last-day", days=joined(", ", days))

    def moved(self, task: Task) -> views.Value | None:
        """Return the deadline that a document set instead of the plan's, with its day and the document.

        None if no document did. Every place that shows a deadline shows this beside the plan's own words.
        """
        if task.postponed is None or task.postponement is None:
            return None
        new = task.postponed
        receipt = self.event_receipt(task, task.postponement)
        last = self._last_days(new, receipt)
        written = ", ".join(filter(None, (new.as_written, last.text if last else "")))
        document = task.postponement.document
        key = f"site.task.{task.postponement.kind}"
        words = self.values.t(key, deadline=written, document=self.values.source_label(document))
        return views.Value(words, new.late_after_text, receipt)

    def moved_from(self, task: Task) -> views.Value | None:
        """Return the plan's own deadline, then what a document set instead; None if no document did.

        For lists that show only the day that holds now.
        """
        moved = self.moved(task)
        if moved is None:
            return None
        written = task.deadline.as_written or not_entered(self.values.t, task, "deadline")
        key = "site.task.planned" if written else "site.task.planned-without"
        words = self.values.t(key, deadline=written, moved=moved.text)
        return replace(moved, text=words)

    def event_receipt(self, task: Task, event: records.Event) -> views.Receipt:
        """Return the receipt of an event of a task: its document and the line of the data."""
        events = self.values.portal.plans[task.plan_id].events
        located: Located[records.Event] = next(each for each in events if each.record == event)
        return views.Receipt(
            record=located.ref,
            place=located.place,
            document=self.values.source_label(event.document),
            url=urls.document(event.document),
        )

    def original(self, task: Task, facts: Facts) -> views.Value | None:
        """Return the task's state against the plan's deadline; None if no document set another one."""
        schedule, t = facts.original_schedule, self.values.t
        if schedule is None:
            return None
        written = task.deadline.as_written or not_entered(t, task, "deadline")
        days = facts.original_days_late
        if schedule is Schedule.LATE and days is not None:
            words = t("site.task.original-late", deadline=written, days=wording.number(days))
        else:
            overdue = schedule is Schedule.OVERDUE and days is not None
            state = t("site.standing.overdue", days=wording.number(days or 0)) if overdue else ""
            state = state or t(f"site.state.{schedule.value}")
            words = t("site.task.original", deadline=written, state=wording.lowered(state))
        return self.values.computed(words, schedule.value, task, Rule.POSTPONED)

    def facts(self, task: Task, agency_id: str | None = None) -> views.FactsView:
        """Return the three facts of a task, or of one agency's share of it."""
        standing = self.values.measured.standings[task.key]
        if agency_id is not None:
            standing = self.values.measured.share(task, agency_id)
        facts = standing.facts
        return views.FactsView(
            reported=self.reported_value(task, facts),
            evidenced=self.values.computed(
                self.values.t(f"site.evidenced.{facts.evidenced.value}"),
                facts.evidenced.value,
                task,
                "evidenced",
            ),
            evidence=tuple(self.values.document_link(d) for d in standing.evidence),
            schedule=self.schedule_value(task, facts),
            mark=self.values.mark(facts.place),
            detail=self.schedule_detail(task, facts),
            original=self.original(task, facts),
        )

    def reported_value(self, task: Task, facts: Facts) -> views.Value:
        """Return what was reported, with the cut-off; or “chưa có báo cáo”."""
        text = self.values.word(REPORTED, facts.reported)
        if facts.cutoff is not None and facts.reported is not Reported.NONE:
            text = self.values.t("site.reported.with-cutoff", state=text, day=wording.day(facts.cutoff))
        return self.values.computed(text, facts.reported.value, task, "reported")

    def schedule_value(self, task: Task, facts: Facts) -> views.Value:
        """Return where a task, or a share of it, is counted, with days late and what else must be said."""
        return self.values.computed(self.standing_words(facts), facts.place.value, task, facts.rule)

    def standing_words(self, facts: Facts) -> str:
        """The place of a task in words, done first, with the days late, overdue or silent, and its notes."""
        words = self._place_words(facts)
        t = self.values.t
        if facts.place is Place.NOT_DUE and facts.schedule is Schedule.OVERDUE:
            words = t("site.standing.parts-overdue", state=words)
        elif facts.place is Place.NOT_DUE and facts.schedule is Schedule.DUE_UNREPORTED:
            words = t("site.standing.parts-unreported", state=words)
        if facts.partial and not facts.closed:
            counts = {"done": wording.number(facts.done_parts), "parts": wording.number(facts.parts)}
            words = t("site.standing.partial", state=words, **counts)
        if facts.proposed:
            words = t(f"site.standing.{facts.reported.value}-proposed", state=words)
        return words

    def _place_words(self, facts: Facts) -> str:
        t, schedule = self.values.t, facts.schedule
        if facts.done:
            key = schedule.value if schedule in DONE_SCHEDULES else f"done-{schedule.value}"
            return t(f"site.standing.{key}", days=wording.number(facts.days_late or 0))
        match facts.place:
            case Place.OVERDUE if facts.days_late is not None:
                key, days = "standing.overdue", facts.days_late
            case Place.DUE_UNREPORTED if facts.days_silent is not None:
                key, days = "standing.due_unreported", facts.days_silent
            case Place.DUE if facts.rule is Rule.NO_REPORTING_DAY:
                key, days = "standing.no-reporting-day", 0
            case Place.NOT_DUE if schedule is Schedule.DUE_SOON:
                key, days = "state.due_soon", 0
            case Place.CONTINUOUS:
                return self._instances_words(facts)
            case place:
                key, days = f"state.{place.value}", 0
        return t(f"site.{key}", days=wording.number(days))

    def _instances_words(self, facts: Facts) -> str:
        """How many due days of a recurring task were met, and what its last one waits for.

        A continuous task has no due day.
        """
        if not facts.instances:
            return self.values.t("site.standing.continuous")
        if not facts.past_instances:
            return self.values.t("site.standing.instances-none")
        counts = {"done": facts.done_instances, "past": facts.past_instances}
        words = self.values.t(
            "site.standing.instances", **{name: wording.number(n) for name, n in counts.items()}
        )
        if facts.schedule not in WAITING:
            return words
        state = wording.lowered(self.values.t(f"site.state.{facts.schedule.value}"))
        return self.values.t("site.standing.instance-open", words=words, state=state)

    def schedule_detail(self, task: Task, facts: Facts) -> views.Value | None:
        """Return the day of completion of what is done; None for open tasks."""
        day = facts.completed
        return None if day is None else self.values.value(wording.day(day), task, machine=day.isoformat())

    def task_row(self, task: Task, *, agency_id: str | None = None, shared: bool = False) -> views.TaskRow:
        """Return a task as a table row; with `agency_id`, in the state of that agency's share."""
        standing = self.values.measured.standings[task.key]
        if agency_id is not None:
            standing = self.values.measured.share(task, agency_id)
        facts = standing.facts
        deadline = task.current_deadline
        return views.TaskRow(
            number=self.values.value(task.number, task, "number"),
            title=self.values.value(task.full_title, task, "title"),
            url=urls.task(task),
            lead=agency_links(self.values, task, "lead"),
            coordinating=agency_links(self.values, task, "coordinating"),
            deadline=self.deadline_value(task),
            due=self.due_words(task),
            moved=self.moved(task),
            deliverables=self._deliverables(task),
            mark=self.values.mark_of(standing),
            schedule=self.schedule_value(task, facts),
            reported=self.reported_value(task, facts),
            receipt=self.values.receipt(task),
            shared=shared,
            sort_due=deadline.late_after.isoformat() if deadline.late_after else "9999",
            has_parts=bool(task.children),
            more=own_columns(self.values, task, TASKS, row_of(self.values.measured, task)),
        )

    def shown_fields(self, task: Task) -> tuple[views.ShownField, ...]:
        """The definition list of a task; its deadline comes with the last day that it allows."""
        shown = shown_fields(self.values, task, TASKS, row_of(self.values.measured, task))
        return tuple(
            replace(
                item,
                values=(self.deadline_value(task),),
                due=self.due_words(task),
                moved=self.moved(task),
            )
            if item.kind == "deadline"
            else item
            for item in shown
        )

    def _deliverables(self, task: Task) -> tuple[views.Value, ...]:
        found = tuple(self.values.value(d, task, "deliverables") for d in task.record.deliverables)
        return (*found, *missing(self.values, task, "deliverables", some=bool(found)))

    def cell(self, task: Task) -> views.TaskCell:
        """Return a task as a cell of the grid."""
        standing = self.values.measured.standings[task.key]
        mark = self.values.mark_of(standing)
        label = self.cell_label(task, standing.facts)
        short = task.number.rpartition(".")[2] if task.record.source.row is not None else task.number
        return views.TaskCell(short, urls.task(task), label, mark)

    def cell_label(self, task: Task, facts: Facts) -> str:
        """Return the words of a cell for screen readers: number, title, and where the task is counted."""
        title = task.full_title.rstrip(".;")
        state = self.standing_words(facts)
        return self.values.t("site.grid.cell", number=task.number, title=title, state=state)

    def grid(self, plan: Plan) -> views.Grid:
        """Return a whole plan as a grid, grouped by annex if each annex has one lead, else by area."""
        tasks = plan.printed_tasks
        groups: list[views.CellGroup] = []
        leads = {
            at: {t.record.lead for t in tasks if t.record.source.at == at}
            for at in dict.fromkeys(task.record.source.at for task in tasks)
        }
        # Annexes of one unit each are the document's own grouping, and numbers restart in each annex.
        if len(leads) > 1 and all(len(found) == 1 and next(iter(found)) for found in leads.values()):
            for at, found in leads.items():
                cells = tuple(self.cell(t) for t in tasks if t.record.source.at == at)
                lead = next(iter(found))[0]
                name = self.values.t(
                    "site.grid.annex", at=at, agency=self.values.agency_name(lead, short=True)
                )
                number = self._cells_count(cells, scopes.printed(plan.id).where(lead=lead))
                groups.append(views.CellGroup(name, urls.agency(lead), cells, number))
        else:
            for area_id in (*self.values.portal.areas, None):
                cells = tuple(self.cell(t) for t in tasks if t.record.area == area_id)
                number = self._cells_count(cells, scopes.printed(plan.id).where(area=area_id or ""))
                if cells and area_id is not None:
                    link = self.values.area_link(area_id)
                    groups.append(views.CellGroup(link.text, link.url, cells, number))
                elif cells:
                    none = no_area(self.values.t, (t for t in tasks if t.record.area is None))
                    groups.append(views.CellGroup(none, urls.plan(plan.id), cells, number))
        counts = self.values.measured.counts(tasks)
        of = scopes.printed(plan.id)
        key = self.sums(counts, of)
        document = self.values.portal.documents[plan.record.document]
        receipt = views.Receipt(
            record=plan.ref,
            place=plan.place,
            document=self.values.source_label(document.record.id),
            at=plan.record.source.at,
            url=urls.document(document.record.id),
            quality=plan.record.text,
        )
        title = self.values.t(
            "site.grid.title", plan=plan.record.short_title, count=wording.number(len(tasks))
        )
        total = self.values.count(counts.total, "count-total", of)
        return views.Grid(title, tuple(groups), key, total, urls.plan_tasks(plan.id), receipt)

    def _cells_count(self, cells: tuple[views.TaskCell, ...], of: Scope) -> views.Value:
        return self.values.count(len(cells), "count-total", of)

    def sums(self, counts: Counts, of: Scope) -> tuple[tuple[views.Mark, views.Value], ...]:
        """Return the places that tasks are counted in, each with its number; they add up to the total."""
        return tuple(
            (self.values.mark(place), self.values.count(counts.by_place[place], f"count-{place}", of))
            for place in PLACE_ORDER
            if place in counts.by_place
        )

    def uncertain_of_due(self, counts: Counts, of: Scope) -> views.Value | None:
        """Return what must be said beside the denominator of the rate; None without uncertain tasks in it."""
        number = counts.uncertain_of_due
        if not number:
            return None
        key = "gap-of-due" if counts.not_entered_of_due else "uncertain-of-due"
        words = self.values.t(f"site.figures.{key}", count=wording.number(number))
        return self.values.clause(words, number, "count-uncertain-of-due", of)

    def plan_figures(self, plan: Plan) -> tuple[views.Figure, ...]:
        """Return the figures for a plan's printed tasks (see `figures`)."""
        counts = self.values.measured.counts(plan.printed_tasks)
        return self.figures(counts, scopes.printed(plan.id))

    def figures(self, counts: Counts, of: Scope) -> tuple[views.Figure, ...]:
        """Return the first figures of a set of tasks: total, overdue, late, done of due, silent, reported.

        `of` are the published rows of these tasks.

        Overdue and done late are always there. While nothing is due, the rate and the silent ones are
        replaced by the number whose deadline cannot be computed.
        """
        values, t = self.values, self.values.t

        def count(place: Place, words: str) -> views.Figure:
            number = values.count(counts.at(place), f"count-{place}", of)
            return views.Figure(number, t(f"site.figures.{words}"))

        late = (count(Place.OVERDUE, "overdue"), count(Place.DONE_LATE, "done-late"))
        if counts.due == 0:
            # With no task due there is no rate: show instead how many tasks have no day to compare with.
            middle: tuple[views.Figure, ...] = (count(Place.NOT_COMPUTABLE, "not-computable"),)
        else:
            done = values.fraction(counts.done_of_due, counts.due, "count-done-of-due", of)
            middle = (
                views.Figure(done, t("site.figures.done-of-due"), note=self.uncertain_of_due(counts, of)),
                count(Place.DUE_UNREPORTED, "due-unreported"),
            )
        reported = values.fraction(counts.reported, counts.total, "count-reported", of)
        return (
            views.Figure(values.count(counts.total, "count-total", of), t("site.figures.total")),
            *late,
            *middle,
            views.Figure(reported, t("site.figures.reported")),
        )
