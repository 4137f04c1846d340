"""Makes views of tasks (facts, table rows, grid cells) and of counts of tasks."""

from dataclasses import replace

from generator.measures.metrics import Counts
from generator.measures.status import PARTIAL, Evidenced, Facts, Reported, Schedule
from generator.model import wording
from generator.model.portal import Plan, Task
from generator.view import urls, views
from generator.view.fields.tasks import TASKS, row_of
from generator.view.shown_fields import shown_fields, unreadable
from generator.view.values import Values

CODE_ORDER = (PARTIAL, *(code.value for code in Schedule))
"""Order of states in keys, tables and charts."""


class TaskViews:
    """Makes views of a measured portal's tasks."""

    def __init__(self, values: Values) -> None:
        self.values = values

    def deadline_value(self, task: Task) -> views.Value:
        """Return the deadline as written, or words that say why there is none."""
        if task.record.deadline is None:
            if "deadline" in task.uncertain:
                return self.values.value(self.values.t("site.task.unreadable"), task, "deadline", machine="")
            heads = (
                self.values.t("site.task.see-parts")
                if task.children
                else self.values.t("site.task.no-deadline")
            )
            return self.values.value(heads, task, "deadline", machine="")
        return self.values.value(
            task.record.deadline, task, "deadline", machine=task.deadline.late_after_text
        )

    def due_words(self, task: Task) -> str:
        """Return the last compliant days in words; empty if there are none."""
        deadline = task.postponed or task.deadline
        if not deadline.instances:
            return ""
        days = wording.listed(wording.day(d) for d in deadline.instances)
        return self.values.t("site.task.last-day", days=days)

    def facts(self, task: Task, agency_id: str | None = None) -> views.FactsView:
        """Return the three facts of a task, or of one agency's share of it."""
        standing = self.values.measured.standings[task.key]
        facts = standing.facts if agency_id is None else self.values.measured.facts_of(task, agency_id)
        partly = facts.evidenced is Evidenced.NONE and bool(standing.evidence)
        evidenced = "partly" if partly else facts.evidenced.value
        return views.FactsView(
            reported=self.reported_value(task, facts),
            evidenced=self.values.computed(
                self.values.t(f"site.evidenced.{evidenced}"), evidenced, task, "evidenced"
            ),
            evidence=tuple(self.values.document_link(d) for d in standing.evidence),
            schedule=self.schedule_value(task, facts),
            mark=self.values.mark(facts.schedule.value),
            detail=self.schedule_detail(facts),
        )

    def reported_value(self, task: Task, facts: Facts) -> views.Value:
        """Return what was reported, with the cut-off; or “chưa có báo cáo”."""
        text = self.values.t(f"site.reported.{facts.reported.value}")
        if facts.cutoff is not None and facts.reported is not Reported.NONE:
            text = self.values.t("site.reported.with-cutoff", state=text, day=wording.day(facts.cutoff))
        return self.values.computed(text, facts.reported.value, task, "reported")

    def schedule_value(self, task: Task, facts: Facts) -> views.Value:
        """Return the schedule in words."""
        return self.values.computed(
            self.values.t(f"site.state.{facts.schedule.value}"), facts.schedule.value, task, facts.rule
        )

    def partial_value(self, task: Task, facts: Facts) -> views.Value:
        """Return words for a task that is partly done, with the schedule of the parts that are left."""
        left = self.values.t(f"site.state.{facts.schedule.value}")
        text = self.values.t("site.task.partial-and", left=f"{left[:1].lower()}{left[1:]}")
        return self.values.computed(text, PARTIAL, task, facts.rule)

    def schedule_detail(self, facts: Facts) -> str:
        """Return the words after the schedule: day of completion, days late; empty for open tasks."""
        if facts.completed is not None and facts.schedule in {Schedule.ON_TIME, Schedule.LATE}:
            if facts.days_late:
                return self.values.t(
                    "site.task.days-late", day=wording.day(facts.completed), days=str(facts.days_late)
                )
            return wording.day(facts.completed)
        return ""

    def task_row(self, task: Task, *, agency_id: str | None = None, shared: bool = False) -> views.TaskRow:
        """Return a task as a table row; with `agency_id`, in the state of that agency's share."""
        standing = self.values.measured.standings[task.key]
        facts = standing.facts if agency_id is None else self.values.measured.facts_of(task, agency_id)
        deadline = task.postponed or task.deadline
        return views.TaskRow(
            number=self.values.value(task.number, task, "number"),
            title=self.values.value(task.full_title, task, "title"),
            url=urls.task(task),
            lead=self.values.agency_links(task.record.lead) or self.unreadable_link(task, "lead"),
            coordinating=self.values.agency_links(task.record.coordinating)
            or self.unreadable_link(task, "coordinating"),
            deadline=self.deadline_value(task),
            due=self.due_words(task),
            deliverables=tuple(self.values.value(d, task, "deliverables") for d in task.record.deliverables)
            or self.unreadable(task, "deliverables"),
            mark=self.values.mark_of(standing)
            if agency_id is None
            else self.values.mark(facts.schedule.value),
            schedule=self.schedule_value(task, facts)
            if agency_id is not None or not standing.partial
            else self.partial_value(task, facts),
            reported=self.reported_value(task, facts),
            receipt=self.values.receipt(task),
            shared=shared,
            sort_due=deadline.late_after.isoformat() if deadline.late_after else "9999",
            has_parts=bool(task.children),
        )

    def shown_fields(self, task: Task) -> tuple[views.ShownField, ...]:
        """The definition list of a task; its deadline comes with the last day that it allows."""
        shown = shown_fields(self.values, task, TASKS, row_of(self.values.measured, task))
        return tuple(
            replace(item, values=(self.deadline_value(task),), due=self.due_words(task))
            if item.kind == "deadline"
            else item
            for item in shown
        )

    def unreadable(self, task: Task, field: str) -> tuple[views.Value, ...]:
        """“Không đọc được” with the raw OCR, for a cell that is there in print but could not be read."""
        return unreadable(self.values, task, field)

    def unreadable_link(self, task: Task, field: str) -> tuple[views.Link, ...]:
        """Return the same as links, for fields with agencies."""
        return tuple(views.Link(value.text, "") for value in self.unreadable(task, field))

    def cell(self, task: Task) -> views.TaskCell:
        """Return a task as a cell of the grid."""
        mark = self.values.mark_of(self.values.measured.standings[task.key])
        title = task.full_title.rstrip(".;")
        label = self.values.t("site.grid.cell", number=task.number, title=title, state=mark.word)
        short = task.number.rpartition(".")[2] if task.record.source.row is not None else task.number
        return views.TaskCell(short, urls.task(task), label, mark)

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
                groups.append(views.CellGroup(name, urls.agency(lead), cells))
        else:
            for area_id in (*self.values.portal.areas, None):
                cells = tuple(self.cell(t) for t in tasks if t.record.area == area_id)
                if cells and area_id is not None:
                    link = self.values.area_link(area_id)
                    groups.append(views.CellGroup(link.text, link.url, cells))
                elif cells:
                    groups.append(views.CellGroup(self.values.t("site.area.none"), urls.plan(plan.id), cells))
        counts = self.values.measured.counts(tasks)
        key = tuple(
            (self.values.mark(code), self.values.count(counts.by_code[code], f"count-{code}"))
            for code in CODE_ORDER
            if counts.by_code.get(code)
        )
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
        return views.Grid(title, tuple(groups), key, urls.plan_tasks(plan.id), receipt)

    def plan_figures(self, plan: Plan) -> tuple[views.Figure, ...]:
        """Return the figures for a plan's printed tasks (see `figures`)."""
        counts = self.values.measured.counts(plan.printed_tasks)
        return self.figures(counts)

    def figures(self, counts: Counts) -> tuple[views.Figure, ...]:
        """Return three or four figures: total, done of due, due without a report, reported of total.

        While nothing is due, the middle two are replaced by the number whose deadline cannot be computed.
        """
        unreported = counts.by_code.get("due_unreported", 0)
        unknown = counts.by_code.get("not_computable", 0)
        total = views.Figure(
            self.values.count(counts.total, "count-total"), self.values.t("site.figures.total")
        )
        if counts.due == 0:
            # With no task due there is no rate: show instead how many tasks have no day to compare with.
            middle: tuple[views.Figure, ...] = (
                views.Figure(
                    self.values.count(unknown, "count-not_computable"),
                    self.values.t("site.figures.not-computable"),
                ),
            )
        else:
            done = self.values.fraction(counts.done_of_due, counts.due, "count-done-of-due")
            middle = (
                views.Figure(done, self.values.t("site.figures.done-of-due")),
                views.Figure(
                    self.values.count(unreported, "count-due_unreported"),
                    self.values.t("site.figures.due-unreported"),
                ),
            )
        return (
            total,
            *middle,
            views.Figure(
                self.values.fraction(counts.reported, counts.total, "count-reported"),
                self.values.t("site.figures.reported"),
            ),
        )
