"""The burn-up chart of a plan: tasks due and tasks done by the end of each quarter."""

from datetime import date, timedelta
from functools import partial

import pandas as pd

from generator.charts.burnup import Step, burn_up
from generator.charts.plot import Plot, documents_of
from generator.measures import frames
from generator.measures.place import Place
from generator.model import wording
from generator.model.portal import Plan
from generator.model.quarter import Quarter
from generator.view import scopes, views
from generator.view.scopes import Scope
from generator.view.sentences import sentence
from generator.view.values import Values

RULE = "count-done-of-due"


def burn_up_of_plan(values: Values, plan: Plan) -> Plot | None:
    """Return a plan's burn-up; None while its frame has fewer than two days (see `frames.burn_up`)."""
    frame = frames.burn_up(values.measured, plan)
    if len(frame) < 2:  # noqa: PLR2004 - one quarter shows no course
        return None
    t, receipt = values.t, values.counted(RULE)
    steps: list[Step] = []
    table: list[tuple[views.Value, ...]] = []
    for day, due, done, known in frame.itertuples():
        now = known and values.measured.is_running(Quarter.of(day))
        key = "now" if now else "until"
        label = t(
            f"charts.burn-up.{key}", day=wording.day(day), quarter=Quarter.of(day).label.replace("Quý", "quý")
        )
        steps.append(
            Step(
                label=label,
                due=int(due),
                due_words=t("charts.burn-up.due-words", count=str(due)),
                done=int(done) if known else None,
                done_words=t("charts.burn-up.done-words", count=str(done)),
                as_of=now,
            )
        )
        of = _scope(plan, day, known=known, now=now)
        finished = of.among("counted_as", Place.DONE, Place.DONE_LATE)
        ahead = views.Value(t("charts.burn-up.ahead"), "", receipt)
        done_cell = values.tally(int(done), finished, RULE) if known else ahead
        day_cell = views.Value(label, day.isoformat(), receipt)
        table.append((day_cell, values.tally(int(due), of, RULE), done_cell))
    return Plot(
        id=f"luy-ke-{plan.id}",
        title=_title(values, plan),
        description=t("charts.burn-up.description"),
        columns=tuple(t(f"charts.burn-up.{column}") for column in ("day", "due", "done")),
        rows=tuple(table),
        frame=_file(frame, plan),
        receipt=receipt,
        layout=partial(burn_up, tuple(steps)),
        documents=documents_of(values, (plan,)),
    )


def _scope(plan: Plan, day: date, *, known: bool, now: bool) -> Scope:
    """The printed tasks that are due on a day of the chart: as known at a quarter's end, or before today."""
    if known and not now:
        ends = scopes.rows("states", quarter=Quarter.of(day).id, plan=plan.id, parent="")
        return ends.until("rate_day", day)
    return scopes.printed(plan.id).until("rate_day", day - timedelta(days=1) if now else day)


def _title(values: Values, plan: Plan) -> views.Sentence:
    """Say how many tasks with a deadline are due on the as-of date, and how many of those are done."""
    measured = values.measured
    counts, tasks = measured.counts(plan.printed_tasks), scopes.printed(plan.id)
    due = tasks.until("rate_day", measured.as_of - timedelta(days=not measured.ended))
    done = due.among("counted_as", Place.DONE, Place.DONE_LATE)
    dated = sum(measured.standings[task.key].facts.rate_day is not None for task in plan.printed_tasks)
    return sentence(
        values.t,
        "charts.burn-up.title" if counts.done_of_due else "charts.burn-up.title-none",
        plan=plan.record.short_title,
        day=values.computed(wording.day(measured.as_of), measured.as_of.isoformat(), None, "as-of"),
        due=values.tally(counts.due, due, RULE),
        done=values.tally(counts.done_of_due, done, RULE),
        total=values.tally(dated, tasks.filled("rate_day"), RULE),
    )


def _file(frame: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Return the numbers for the CSV file, all as text; ``done`` is empty for days after the as-of date."""
    table = frame.reset_index()
    done = [str(count) if known else "" for count, known in zip(table["done"], table["known"], strict=True)]
    days = [day.isoformat() for day in table["day"]]
    table = table.assign(day=days, done=done).drop(columns="known").astype(str)
    table.insert(0, "plan", plan.id)
    return table
