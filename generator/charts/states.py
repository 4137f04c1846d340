"""Charts of the states of tasks, by area, agency or plan, and of deadlines by month."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Protocol

import pandas as pd

from generator.charts.bars import Bar, stacked
from generator.charts.canvas import States
from generator.charts.months import AsOf, by_month
from generator.charts.plot import Plot, documents_of
from generator.data.catalogue import TextOf
from generator.measures import frames
from generator.measures.day_states import COVERED
from generator.measures.metrics import Measured
from generator.model import wording
from generator.model.portal import Plan, Task
from generator.model.quarter import month_end
from generator.view import scopes, views
from generator.view.headline import titled
from generator.view.scopes import Scope
from generator.view.sentences import joined, sentence
from generator.view.shown_fields import no_area
from generator.view.values import PLACE_ORDER, Values

BUSIEST = 10
"""Most bars that are drawn; the table under the chart has all groups."""

GROUP_RULES = {COVERED: "recurring"}
"""Counting rule of the code that only the chart of deadlines by month has."""

ORDER = (PLACE_ORDER[0], PLACE_ORDER[1], COVERED, *PLACE_ORDER[2:])
"""Order of places in bars, keys and tables; the same as on pages."""


@dataclass(frozen=True, slots=True)
class CrossSection:
    """Counts of tasks by group and state, with what a chart of them needs."""

    key: str
    """Catalogue key under which the chart's words are."""
    frame: pd.DataFrame
    """A row per group, a column per state."""
    names: tuple[str, ...]
    """Name of each row's group."""
    scopes: tuple[Scope, ...]
    """Published rows that each row counts."""
    table: pd.DataFrame
    """The same counts for the CSV file (see `frames.long`)."""
    plans: tuple[Plan, ...]
    """Plans whose tasks are counted."""
    moved: int = 0
    """Number of tasks that count at a deadline which a document set instead of the plan's."""


class StateBars(Protocol):
    """A function that returns the specification of bars in the wide or the narrow layout."""

    def __call__(self, bars: tuple[Bar, ...], states: States, *, wide: bool) -> str:
        """Return Vega-Lite as JSON text."""


def areas_of_plan(values: Values, plan: Plan) -> Plot | None:
    """Return the chart of a plan's tasks by area and state; None for a single area or a single state."""
    frame = _ordered(frames.by_area(values.measured, plan))
    if len(frame) < 2 or len(frame.columns) < 2:  # noqa: PLR2004 - one bar or one state compares nothing
        return None
    none = no_area(values.t, (task for task in plan.printed_tasks if task.record.area is None))
    names = [values.area_link(area).text if area else none for area in frame.index]
    title = _title(values, "by-area", plan, plan.printed_tasks, scopes.printed(plan.id))
    counted = tuple(scopes.printed(plan.id).where(area=str(area)) for area in frame.index)
    table = frames.long(frame, plan=plan.id)
    section = CrossSection("charts.by-area", frame, tuple(names), counted, table, (plan,))
    return _plot(values, f"linh-vuc-{plan.id}", title, section, _stacked)


def leads_of_plan(values: Values, plan: Plan) -> Plot | None:
    """Return the chart of a plan's tasks and sub-tasks by lead and state; None for fewer than three leads."""
    frame = _ordered(frames.by_lead(values.measured, plan))
    if len(frame) < 3:  # noqa: PLR2004
        return None
    names = [values.agency_name(agency, short=True) for agency in frame.index]
    most = int(frame.iloc[0].to_numpy().sum())
    shares = scopes.rows("shares", plan=plan.id, via="")
    led = scopes.rows("tasks", plan=plan.id).filled("lead")
    title = sentence(
        values.t,
        "charts.by-lead.title",
        plan=plan.record.short_title,
        agency=names[0],
        count=values.count(most, "count-total", shares.where(agency=str(frame.index[0]))),
        total=values.count(sum(1 for task in plan.tasks.values() if task.record.lead), "count-total", led),
    )
    key = "charts.by-lead-top" if len(frame) > BUSIEST else "charts.by-lead"
    counted = tuple(shares.where(agency=str(agency)) for agency in frame.index)
    section = CrossSection(key, frame, tuple(names), counted, frames.long(frame, plan=plan.id), (plan,))
    return _plot(values, f"co-quan-{plan.id}", title, section, _stacked)


def plans_of_area(values: Values, area_id: str) -> Plot | None:
    """Return the chart of an area's tasks by plan and state, without a sum; None for a single plan."""
    frame = _ordered(frames.by_plan(values.measured, area_id))
    if len(frame) < 2:  # noqa: PLR2004
        return None
    names = [values.portal.plans[plan].record.short_title for plan in frame.index]
    first = values.portal.plans[str(frame.index[0])]
    tasks = [task for task in first.printed_tasks if task.record.area == area_id]
    of = scopes.printed(first.id).where(area=area_id)
    title = _title(values, "by-plan", first, tasks, of, area=values.area_link(area_id).text)
    key = "charts.by-plan-top" if len(frame) > BUSIEST else "charts.by-plan"
    plans = tuple(values.portal.plans[str(plan)] for plan in frame.index)
    counted = tuple(scopes.printed(plan.id).where(area=area_id) for plan in plans)
    section = CrossSection(key, frame, tuple(names), counted, frames.long(frame, area=area_id), plans)
    return _plot(values, f"ke-hoach-{area_id}", title, section, _stacked)


def months_of_plan(values: Values, plan: Plan) -> Plot | None:
    """Return the chart of a plan's last compliant days by month; None when they fall in a single month."""
    frame = _ordered(frames.by_month(values.measured, plan))
    totals = frame.sum(axis="columns")
    if (totals > 0).sum() < 2:  # noqa: PLR2004
        return None
    months: list[date] = list(frame.index)
    names = [f"{month:%m/%Y}" for month in months]
    frame.index = pd.Index([month.strftime("%Y-%m") for month in months], name="month")
    days = scopes.rows("deadlines", plan=plan.id)
    counted = tuple(
        days.since("due_day", month).until("due_day", month_end(month.year, month.month)) for month in months
    )
    title = _fullest(values, plan, months, [int(total) for total in totals], counted)
    moved = sum(1 for task in plan.tasks.values() if task.postponed is not None and not task.children)
    section = CrossSection(
        "charts.by-month", frame, tuple(names), counted, frames.long(frame, plan=plan.id), (plan,), moved
    )
    return _plot(
        values,
        f"thoi-han-{plan.id}",
        title,
        section,
        partial(by_month, as_of=_as_of(values.measured, values.t, months)),
    )


def _fullest(
    values: Values, plan: Plan, months: Sequence[date], totals: Sequence[int], counted: Sequence[Scope]
) -> views.Sentence:
    """Name the months in which most of a plan's days fall, and how many of all of its days."""
    most = max(totals)
    fullest = [place for place, total in enumerate(totals) if total == most]
    receipt = values.counted("count-total", "deadlines")
    names = (views.Value(f"{months[at]:%m/%Y}", f"{months[at]:%Y-%m}", receipt) for at in fullest)
    return sentence(
        values.t,
        "charts.by-month.title" if len(fullest) == 1 else "charts.by-month.title-several",
        plan=plan.record.short_title,
        month=joined(", ", names),
        count=values.tally(most, counted[fullest[0]], "count-total"),
        total=values.tally(sum(totals), scopes.rows("deadlines", plan=plan.id), "count-total"),
    )


def _as_of(measured: Measured, t: TextOf, months: Sequence[date]) -> AsOf | None:
    """Return the position of the as-of date among the months; None when it is outside them."""
    day = measured.as_of
    month = day.replace(day=1)
    if month not in months:
        return None
    place = months.index(month) + day.day / month_end(day.year, day.month).day
    return AsOf(round(place, 3), t("charts.as-of", day=wording.day(day)))


def _title(
    values: Values, key: str, plan: Plan, tasks: Iterable[Task], of: Scope, **names: str
) -> views.Sentence:
    """Say of a plan's tasks what the sentence of the page says of them (see `view.headline`)."""
    found = titled(values, values.measured.counts(tasks), of, plan.record.short_title)
    return sentence(values.t, f"charts.{key}.title", sentence=found, **names)


def _ordered(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[[code for code in ORDER if code in frame.columns]]


def _stacked(bars: tuple[Bar, ...], states: States, *, wide: bool) -> str:
    """Draw the first `BUSIEST` bars, with only the states that occur in them in the key."""
    top = bars[:BUSIEST]
    present = {code for bar in top for code, number in bar.counts if number}
    return stacked(top, tuple(state for state in states if state[0] in present), wide=wide)


def _plot(
    values: Values, plot_id: str, title: views.Sentence, section: CrossSection, draw: StateBars
) -> Plot:
    codes = [str(code) for code in section.frame.columns]
    marks = {code: _mark(values, code) for code in codes}
    states = tuple((code, key_words(values, mark)) for code, mark in marks.items())
    bars = []
    rows = []
    groups = zip(section.frame.iterrows(), section.names, section.scopes, strict=True)
    for (group, counts), name, scope in groups:
        numbers = [int(number) for number in counts]
        bars.append(Bar(name, tuple(zip(codes, numbers, strict=True))))
        rows.append(
            (
                views.Value(name, str(group), values.counted("count-total")),
                *(_cell(values, n, code, scope) for code, n in zip(codes, numbers, strict=True)),
                values.count(sum(numbers), "count-total", scope),
            )
        )
    key = section.key
    return Plot(
        id=plot_id,
        title=title,
        description=_description(values.t, section),
        columns=(values.t(f"{key}.head"), *(marks[code].word for code in codes), values.t("charts.total")),
        rows=tuple(rows),
        frame=section.table,
        receipt=values.counted("count-total"),
        layout=partial(draw, tuple(bars), states),
        documents=documents_of(values, section.plans),
    )


def _cell(values: Values, number: int, code: str, scope: Scope) -> views.Value:
    """A count of tasks or shares by their place; of due days, those with the state in their own column."""
    if scope.table == "deadlines":
        return values.tally(number, scope.where(state_of_day=code), _rule(code))
    return values.count(number, _rule(code), scope)


def _description(t: TextOf, section: CrossSection) -> str:
    """How to read the chart, and at which day tasks count that a document moved to another."""
    words = t(f"{section.key}.description")
    if not section.moved:
        return words
    return t(f"{section.key}.moved", description=words)


def key_words(values: Values, mark: views.Mark) -> str:
    """Sign and words of a state in the drawn key, short enough for a phone: the name of its count."""
    word = mark.word if mark.code in GROUP_RULES else values.t(f"counting.{_rule(mark.code)}-name")
    return f"{mark.sign}\u2002{word}".strip()


def _mark(values: Values, code: str) -> views.Mark:
    if code in GROUP_RULES:
        return views.Mark(code, values.t(f"charts.sign.{code}"), values.t(f"charts.state.{code}"))
    return values.mark(code)


def _rule(code: str) -> str:
    return GROUP_RULES.get(code, f"count-{code}")
