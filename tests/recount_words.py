"""Numbers that stand inside the words of one value, compared with the published rows that have them.

A task's state (“quá hạn 12 ngày; hoàn thành 1/3 phần”) and what a check found (“48 trên 53 nhiệm vụ chưa có
liên kết”) are one value each. Their receipt names the record; its rows in the published CSV files have the
numbers. Nothing here comes from the package.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

import pandas as pd

from tests.recount import BY_DOCUMENT, Figure, Published, figure_faults

Row = Mapping[str, str]

STATES = (
    (re.compile(r"so với thời hạn ban đầu \(.*\): (?:trễ|quá hạn) ([\d.]+) ngày"), ("original_days_late",)),
    (re.compile(r"(?:Hoàn thành, trễ|Quá hạn) ([\d.]+) ngày"), ("days_late",)),
    (re.compile(r"Đã qua kỳ báo cáo ([\d.]+) ngày"), ("days_silent",)),
    (re.compile(r"hoàn thành ([\d.]+)/([\d.]+) phần"), ("parts_done", "parts")),
    (re.compile(r"([\d.]+)/([\d.]+) kỳ đã hoàn thành"), ("instances_done", "instances_past")),
    (re.compile(r"\(số liệu đến (\d\d/\d\d/\d{4})\)"), ("cutoff",)),
)
"""How a state says numbers and days, and the columns of a row that have them."""

CODES = ("counted_as", "reported", "evidenced", "original_schedule")
"""Columns with the code of a state, which is the machine form of its words."""

_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
_TASK = re.compile(r"task:([^/]+)/(.+)")


def faults(site: Path, step: int = 1) -> list[str]:
    """What is wrong with the figures of a site and with the numbers in its words.

    With `step`, only on each `step`-th page.
    """
    published = Published(site)
    figures = tuple(published.figures(step))
    return [*figure_faults(published, figures), *word_faults(published, figures)]


def word_faults(published: Published, figures: Iterable[Figure]) -> list[str]:
    """Every state and finding with a number that no row of its record has."""
    rows = RowsOfTasks(published)
    return [
        f"{figure.page}: {figure.text!r} of {figure.ref} is in no row"
        for figure in figures
        if figure.kind == "value" and not (_is_found(published, figure) and _is_in_a_row(rows, figure))
    ]


def _is_in_a_row(rows: "RowsOfTasks", figure: Figure) -> bool:
    """Whether some row of the task has the numbers of a state's words; so have words without any."""
    task = _TASK.fullmatch(figure.ref)
    numbers = dict(told(figure.text))
    if task is None or not numbers:
        return True
    return any(
        figure.value in {row[code] for code in CODES} and all(row[name] == numbers[name] for name in numbers)
        for row in rows.meant(task[1], task[2], figure.page)
    )


def told(text: str) -> Iterator[tuple[str, str]]:
    """The columns whose numbers a state says, with the numbers as the tables write them."""
    for pattern, columns in STATES:
        if found := pattern.search(text):
            for column, number in zip(columns, found.groups(), strict=True):
                day = "-".join(reversed(number.split("/")))
                yield column, day if "-" in day else number.replace(".", "")


@dataclass(frozen=True)
class RowsOfTasks:
    """The published rows of tasks, with what must be put together from other tables."""

    published: Published

    @cached_property
    def _kept(self) -> dict[tuple[str, str], tuple[list[dict[str, str]], list[dict[str, str]]]]:
        """Shares and own rows by plan and number: a task is told on many pages."""
        return {}

    def meant(self, plan: str, number: str, page: str) -> list[dict[str, str]]:
        """The rows that a page may mean: a task's own and its shares; on a body's page its share alone."""
        if (plan, number) not in self._kept:
            self._kept[plan, number] = self._shares(plan, number), self._own(plan, number)
        shares, own = self._kept[plan, number]
        body = page.split("/")[1] if page.startswith("co-quan/") else ""
        return [row for row in shares if row["agency"] == body] or [*own, *shares]

    def _shares(self, plan: str, number: str) -> list[dict[str, str]]:
        rows = _records(self.published.rows(f"shares?plan={plan}&number={number}"))
        return [
            {"original_days_late": "", "original_schedule": "", **row, **self._instances(row)} for row in rows
        ]

    def _own(self, plan: str, number: str) -> list[dict[str, str]]:
        """A task's own row; its cut-off is the earliest of the parts that were reported."""
        parts = self.published.rows(f"tasks?plan={plan}&parent={number}")["number"]
        shares = [row for part in [number, *parts] for row in self._shares(plan, part)]
        days = [row["cutoff"] for row in shares if row["cutoff"] and row["counted_as"] not in BY_DOCUMENT]
        own = _records(self.published.rows(f"tasks?plan={plan}&number={number}"))
        return [{**row, "cutoff": min(days, default=""), **self._instances(row)} for row in own]

    def _instances(self, row: Row) -> dict[str, str]:
        """How many due days of a row's task have passed, and how many of them were met."""
        published, plan, number = self.published, row["plan"], row["number"]
        days = sorted(published.rows(f"deadlines?plan={plan}&number={number}")["due_day"])
        results = published.rows(f"results?plan={plan}&task={number}")
        if "agency" in row:
            results = results[results["agency"] == row["agency"]]
        claims = list(_claims(results))
        past = [place for place, day in enumerate(days) if day < published.as_of]
        met = [place for place in past if _is_met(claims, days[place], days[place - 1] if place else "")]
        return {"instances_past": str(len(past)), "instances_done": str(len(met))}


def _records(rows: pd.DataFrame) -> list[dict[str, str]]:
    return [{str(name): str(cell) for name, cell in row.items()} for row in rows.to_dict("records")]


def _claims(results: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Quarter and day of each report that a task is done."""
    for row in _records(results[results["state"] == "done"]):
        if row["completed"]:
            yield _quarter(row["completed"]), row["completed"]
        else:
            yield row["quarter"], row["cutoff"]


def _quarter(day: str) -> str:
    return f"{day[:4]}-q{(int(day[5:7]) + 2) // 3}"


def _is_met(claims: list[tuple[str, str]], day: str, previous: str) -> bool:
    """Whether one of the claims is by the day, and of a later quarter than the due day before."""
    after = _quarter(previous) if previous else ""
    return any(done <= day and quarter > after for quarter, done in claims)


def _is_found(published: Published, figure: Figure) -> bool:
    """Whether a row of ``notes.csv`` has the numbers of a finding, and they come out when made again.

    So it is of all that is no finding.
    """
    kind, _, code = figure.ref.partition(":")
    if kind != "lint" or not _NUMBER.search(figure.text):
        return True
    numbers = sorted(_NUMBER.findall(figure.text))
    for row in _records(published.rows(f"notes?code={code}")):
        details = dict(part.partition("=")[::2] for part in row["details"].split(";") if "=" in part)
        if sorted(_NUMBER.findall(" ".join(details.values()))) == numbers:
            return code not in AGAIN or AGAIN[code](published, row["about"].split(";"), details)
    return False


def _added_again(published: Published, about: list[str], details: Row) -> bool:
    whole, *parts = (ref.partition(":")[2] for ref in about)
    values = published.table("observations").set_index("key")["value"]
    added = sum((Decimal(values[part]) for part in parts), Decimal(0))
    return (_decimal(details["total"]), _decimal(details["added"]), details["count"]) == (
        Decimal(values[whole]),
        added,
        str(len(parts)),
    )


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))


def _linked_again(published: Published, about: list[str], details: Row) -> bool:
    plan = about[0].partition(":")[2]
    printed = published.rows(f"tasks?plan={plan}&parent=")
    return (details["count"], details["total"]) == (
        str(int((printed["implements"] == "").sum())),
        str(len(printed)),
    )


AGAIN: Mapping[str, Callable[[Published, list[str], Row], bool]] = {
    "sum-exceeds": _added_again,
    "sum-short": _added_again,
    "without-upstream": _linked_again,
}
"""The findings that count or add something up, and how it is done again."""
