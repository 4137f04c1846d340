"""The press kit of a quarter: a ready paragraph in which every figure has its receipt, and a citation.

The paragraph says what was not reported. Its figures are of one plan, the headline plan if its period
includes the quarter, on the quarter's own day (`quarter_state`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from generator.measures.metrics import Counts, Measured
from generator.measures.place import Place
from generator.measures.reporters import PlanReporters
from generator.measures.reports import results_of
from generator.model import records, wording
from generator.model.portal import Plan
from generator.model.quarter import Quarter
from generator.pages.quarters.quarter_reports import dates, plans_in
from generator.pages.quarters.quarter_state import QuarterState
from generator.view import scopes, urls, views
from generator.view.fields.results import STATES as RESULT_STATES
from generator.view.fields.results import state_code
from generator.view.reporter_words import agencies_words
from generator.view.scopes import Scope
from generator.view.sentences import joined, sentence

STATES: tuple[records.ResultState, ...] = ("done", "in-progress", "not-started", "stopped", "merged")
"""Reported states in the order of the paragraph."""


@dataclass(frozen=True, slots=True)
class PressKit:
    """The press kit on a quarter's page."""

    sentences: tuple[views.Sentence, ...]
    values: tuple[views.Value, ...]
    """The figures of the paragraph, in order, without repetition."""
    citation: str
    file: views.Link

    @property
    def paragraph(self) -> str:
        """The paragraph as plain text."""
        return " ".join(each.text for each in self.sentences)


def kit_url(quarter: Quarter) -> str:
    """Return the address of a quarter's zip."""
    return f"{urls.quarter(quarter)}goi-bao-chi-{quarter.id}.zip"


def plan_of(measured: Measured, quarter: Quarter) -> Plan | None:
    """Return the plan of the press kit: the headline plan if it runs in the quarter, else the first one."""
    plans = plans_in(measured, quarter)
    headline = measured.portal.settings.headline_plan
    return next((plan for plan in plans if plan.id == headline), plans[0] if plans else None)


def press_kit(
    state: QuarterState, quarter: Quarter, reporters: PlanReporters, due: views.Value, plan: Plan
) -> PressKit:
    """Make the press kit of a quarter.

    Args:
        state: The data as of the quarter, with the words.
        quarter: The quarter.
        reporters: Who owes a report and what is known of it.
        due: Number of the plan's tasks that fall due in the quarter.
        plan: The plan of the kit.
    """
    sentences = tuple(_sentences(state, quarter, reporters, due, plan))
    values = [part for each in sentences for part in each.parts if isinstance(part, views.Value)]
    settings = state.presentation.values.portal.settings
    return PressKit(
        sentences=sentences,
        values=tuple({(v.text, v.receipt.record, v.receipt.rule): v for v in values}.values()),
        citation=state.presentation.values.t(
            f"press.cite-{state.kind}",
            name=settings.name,
            quarter=quarter.label,
            day=wording.day(state.presentation.values.measured.as_of),
            url=f"{state.presentation.site_url}{urls.quarter(quarter)}",
        ),
        file=views.Link(
            state.presentation.values.t("press.file", quarter=quarter.label), kit_url(quarter), "ZIP"
        ),
    )


def tasks_of(state: QuarterState, quarter: Quarter, plan: Plan) -> Scope:
    """The published rows of a plan's tasks as they were on the day of the kit."""
    if state.kind == "today":
        return scopes.rows("tasks", plan=plan.id)
    if state.kind == "end":
        return scopes.rows("states", quarter=quarter.id, plan=plan.id)
    return Scope(f"snapshot:{quarter.id}/tasks").where(plan=plan.id)


def _rate(state: QuarterState, counts: Counts, of: Scope) -> views.Value:
    """How many of the tasks due are done; of a quarter closed before its end, due before it was closed."""
    values, rule = state.presentation.values, "count-done-of-due"
    if state.kind != "closed":
        return values.fraction(counts.done_of_due, counts.due, rule, of)
    due = of.until("rate_day", values.measured.as_of - timedelta(days=1))
    done = due.among("counted_as", Place.DONE, Place.DONE_LATE)
    return values.fraction(counts.done_of_due, counts.due, rule, done, due)


def _agencies(state: QuarterState, quarter: Quarter, reporters: PlanReporters) -> views.Value:
    """Of how many of the agencies that owe a report one was known on the day of the kit."""
    column = "report" if state.kind == "today" else "report_at_end"
    of = scopes.rows("reports", quarter=quarter.id, plan=reporters.plan.id).filled(column)
    known = of.among(column, "reported", "received")
    return state.presentation.values.fraction(
        len(reporters.known), reporters.wanted, "count-reporters", known, of
    )


def cutoff_of(state: QuarterState, quarter: Quarter, plan: Plan) -> views.Value | None:
    """Return the cut-off of a plan's report of the quarter; None if there is no report."""
    return dates(state.presentation.values, quarter, (plan,)).cutoff


def _sentences(
    state: QuarterState, quarter: Quarter, reporters: PlanReporters, due: views.Value, plan: Plan
) -> Iterator[views.Sentence]:
    values, short = state.presentation.values, plan.record.short_title
    if values.portal.settings.sample:
        yield sentence(values.t, "press.sample")
    yield from _reported(state, quarter, reporters, plan)
    yield sentence(values.t, "press.due", due=due)
    counts = values.measured.counts(plan.printed_tasks)
    of = tasks_of(state, quarter, plan).where(parent="")
    yield sentence(
        values.t,
        f"press.plan-{state.kind}",
        plan=short,
        day=_day(state),
        total=values.count(counts.total, "count-total", of),
        done=_rate(state, counts, of),
        reported=values.fraction(counts.reported, counts.total, "count-reported", of),
    )
    if state.file is not None and state.file.record.corrections:
        number = len(state.file.record.corrections)
        of = scopes.rows("corrections", quarter=quarter.id).each("correction")
        yield sentence(values.t, "press.corrected", count=values.tally(number, of))
    yield sentence(values.t, "press.silence")


def _reported(
    state: QuarterState, quarter: Quarter, reporters: PlanReporters, plan: Plan
) -> Iterator[views.Sentence]:
    """Say how many agencies reported, and of their results how many say each state."""
    values, results = state.presentation.values, results_of(plan, quarter)
    cutoff, reported = cutoff_of(state, quarter, plan), _agencies(state, quarter, reporters)
    agencies = agencies_words(values.t, reporters)
    head = {"quarter": quarter.label, "plan": plan.record.short_title, "agencies": agencies}
    if results is None or cutoff is None:
        yield sentence(values.t, "press.unreported", reported=reported, **head)
        return
    yield sentence(values.t, "press.reported", reported=reported, cutoff=cutoff, **head)
    known = _results(state, quarter, plan)
    states: list[str] = [entry.record.state for entry in results.results if entry.record.task is not None]
    yield sentence(values.t, "press.results", count=values.tally(len(states), known))
    if states:
        yield _states(state, states, known)


def _results(state: QuarterState, quarter: Quarter, plan: Plan) -> Scope:
    """The published rows of a plan's results on tasks, as they were known on the day of the kit."""
    if state.kind == "closed":
        return Scope(f"snapshot:{quarter.id}/results").where(plan=plan.id).filled("task")
    known = scopes.rows("results", quarter=quarter.id, plan=plan.id).filled("task")
    return known if state.kind == "today" else known.filled("state_at_end")


def _states(state: QuarterState, states: Sequence[str], known: Scope) -> views.Sentence:
    """One sentence: of the reported results, how many say each state; `known` are their rows."""
    values, parts = state.presentation.values, []
    column = "state_at_end" if state.kind == "end" else "state"
    for code in (code for code in STATES if code in states):
        words = values.word(RESULT_STATES, state_code(code)).lower()
        # A snapshot has states as the data files write them.
        cell = code if state.kind == "closed" else state_code(code)
        count = values.tally(states.count(code), known.where(**{column: cell}))
        parts.append(sentence(values.t, "press.state", count=count, state=words))
    return sentence(values.t, "press.states", states=joined(", ", parts))


def _day(state: QuarterState) -> views.Value:
    """Return the day of the quarter's state, with its receipt."""
    day = state.presentation.values.measured.as_of
    if state.file is None:
        return state.presentation.values.computed(wording.day(day), day.isoformat(), None, "as-of")
    receipt = views.Receipt(state.file.ref, state.file.place)
    return views.Value(wording.day(day), day.isoformat(), receipt)
