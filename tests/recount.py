"""Counts of a built site, made again from its published CSV files, as a journalist would make them.

Nothing here comes from the package: scopes are read from the pages, rules are the words of the methodology
page.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import numpy as np
import pandas as pd
from lxml import html

Rows = pd.DataFrame
Number = Callable[["Published", Rows], str]

DONE = ("done", "done_late")
BY_DOCUMENT = ("withdrawn", "stopped", "merged")

_CONDITION = re.compile(r"([\w.|]+)(!~|!=|<=|>=|=|~)(.*)")
_NUMBER = re.compile(r"\d+(?:\.\d{3})*")
_DATE = re.compile(r"(?:\d\d/)?\d\d/\d{4}")
_COUNT = re.compile(r"\d+(/\d+)?")


REFERENCES = {
    "plan": ("plans", "id"), "agency": ("agencies", "id"), "owner": ("agencies", "id"),
    "task": ("tasks", "plan", "number"),
}  # fmt: skip
"""Table and key that a column refers to, for conditions like ``plan.scope``."""


def _in_range(cell: str, days: str) -> bool:
    first, _, last = days.partition("..")
    return any(first <= day <= last for day in cell.split(";") if day)


FITS: Mapping[str, Callable[["pd.Series[str]", list[str]], "pd.Series[bool]"]] = {
    "=": lambda cells, values: cells.isin(values),
    "!=": lambda cells, values: ~cells.isin(values),
    "~": lambda cells, values: cells.map(lambda cell: values[0] in cell.split(";")),
    "!~": lambda cells, values: cells.map(lambda cell: not set(cell.split(";")) & set(values)),
    "<=": lambda cells, values: (cells != "") & (cells <= values[0]),
    ">=": lambda cells, values: (cells != "") & (cells >= values[0]),
    "=..": lambda cells, values: cells.map(lambda cell: _in_range(cell, values[0])),
}
"""Whether cells fit a condition, by its sign; ``=..`` for a range of days."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One ``<data>`` element of a page."""

    page: str
    kind: str
    value: str
    rule: str
    of: str
    out_of: str
    text: str
    """What readers see."""
    ref: str
    """What its receipt is about, as ``task:tp-2026/1``; of every count a table, as ``table:tasks``."""


@dataclass(frozen=True)
class Published:
    """A built site and what it publishes."""

    site: Path

    @cached_property
    def as_of(self) -> str:
        """The day of the site's figures."""
        return str(json.loads((self.site / "du-lieu/datapackage.json").read_text(encoding="utf-8"))["asOf"])

    def table(self, name: str) -> Rows:
        """A published table, all cells text; ``snapshot:2026-q1/tasks`` is one of a closed quarter."""
        return _read(self.site, name)

    def rows(self, scope: str) -> Rows:
        """The rows of a scope, without what follows ``#``."""
        name, _, query = scope.partition("#")[0].partition("?")
        if not query:
            return self.table(name)
        if (name, query) not in self._kept:
            fits = [self._fitting(name, condition) for condition in query.split("&")]
            self._kept[name, query] = self.table(name)[np.logical_and.reduce(fits)]
        return self._kept[name, query]

    @cached_property
    def _kept(self) -> dict[tuple[str, str], Rows]:
        """Rows by table and conditions: one scope has several figures."""
        return {}

    @cached_property
    def _fitted(self) -> dict[tuple[str, str], "np.ndarray[Any, Any]"]:
        """By table and condition which rows fit: few conditions make up the thousands of scopes of a site."""
        return {}

    def _fitting(self, name: str, condition: str) -> "np.ndarray[Any, Any]":
        if (name, condition) not in self._fitted:
            self._fitted[name, condition] = self._fits(self.table(name), condition).to_numpy(dtype=bool)
        return self._fitted[name, condition]

    def _fits(self, rows: Rows, condition: str) -> "pd.Series[bool]":
        found = _CONDITION.fullmatch(condition)
        assert found is not None, condition
        column, values = self._column(rows, found[1]), [unquote(value) for value in found[3].split(",")]
        return FITS["=.." if ".." in found[3] else found[2]](column, values)

    def _column(self, rows: Rows, name: str) -> "pd.Series[str]":
        """A column; ``plan.owner.code`` is the column ``code`` of the agency that owns the row's plan."""
        own, _, other = name.partition(".")
        if not other:
            return rows[own] if "|" not in own else _first_filled(rows, own)
        table, *keys = REFERENCES[own]
        there = self.table(table)
        found = self._column(there, other)
        wanted = _joined(there, keys)
        known = dict(zip(wanted, found, strict=True))
        columns = ["plan", own] if len(keys) > 1 else [own]
        return _joined(rows, columns).map(known).fillna("")

    def number(self, scope: str) -> int:
        """Rows of a scope, different values in the columns after ``#``, or the sum of that after ``$``."""
        if "$" in scope:
            scope, _, column = scope.partition("$")
            return sum(int(cell) for cell in self.rows(scope)[column] if cell)
        rows, columns = self.rows(scope), scope.partition("#")[2]
        if not columns:
            return len(rows)
        if "+" in columns:
            return len(rows[columns.split("+")].drop_duplicates())
        return len({value for cell in _first_filled(rows, columns) for value in cell.split(";") if value})

    def counted(self, figure: Figure) -> str:
        """What a count should be."""
        if figure.out_of:
            return f"{self.number(figure.of)}/{self.number(figure.out_of)}"
        if figure.rule == "count-rows":
            return str(self.number(figure.of))
        return RULES[figure.rule](self, self.rows(figure.of))

    def passed(self, rows: Rows) -> "pd.Series[bool]":
        """Past the last compliant day: before the site's day, or until the end of the row's own day."""
        if "day" in rows.columns:
            return (rows["rate_day"] != "") & (rows["rate_day"] <= rows["day"])
        return (rows["rate_day"] != "") & (rows["rate_day"] < self.as_of)

    def figures(self, step: int = 1) -> Iterator[Figure]:
        """Every ``<data>`` of every page, or of each `step`-th in the order of addresses."""
        for path in sorted(self.site.glob("**/*.html"))[::step]:
            yield from _figures(path.relative_to(self.site).as_posix(), path.read_bytes())


def _joined(rows: Rows, columns: Sequence[str]) -> "pd.Series[str]":
    """The cells of some columns joined by “/”, row by row; a table without rows has none."""
    first, *others = columns
    found: pd.Series[str] = rows[first]
    for column in others:
        found = found.str.cat(rows[column], sep="/")
    return found


def _first_filled(rows: Rows, columns: str) -> "pd.Series[str]":
    """Of ``a|b``, the cells of ``a``, and of ``b`` where that is empty."""
    first, *others = columns.split("|")
    found = rows[first]
    for other in others:
        found = found.where(found != "", rows[other])
    return found


@cache
def _read(site: Path, name: str) -> Rows:
    closed, _, table = name.rpartition("/")
    quarter = closed.removeprefix("snapshot:")
    found = sorted(site.glob(f"**/{quarter}/**/{table}.csv")) if closed else []
    path = found[0] if closed else site / f"du-lieu/{table}.csv"
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")


def _figures(page: str, data: bytes) -> Iterator[Figure]:
    if b"<data" not in data:
        return
    tree: Any = html.fromstring(data)
    refs = {item.get("id"): item.get("data-ref") for item in tree.xpath("//li[@data-ref]")}
    for element in tree.iter("data"):
        anchor = element.get("aria-details") or (element.getparent().get("href") or "").removeprefix("#")
        yield Figure(
            page,
            element.get("data-kind", ""),
            element.get("value", ""),
            element.get("data-rule", ""),
            element.get("data-of", ""),
            element.get("data-out-of", ""),
            element.text_content(),
            refs.get(anchor, ""),
        )


def _at(*places: str) -> Number:
    return lambda _, rows: str(int(rows["counted_as"].isin(places).sum()))


def _done_of_due(site: Published, rows: Rows) -> str:
    due = rows[site.passed(rows)]
    return f"{int(due['counted_as'].isin(DONE).sum())}/{len(due)}"


def _uncertain_of_due(site: Published, rows: Rows) -> str:
    return str(int((rows[site.passed(rows)]["counted_as"] == "not_computable").sum()))


def _partial(_: Published, rows: Rows) -> str:
    some = rows["parts_done"].map(lambda cell: int(cell or 0)) > 0
    return str(int((some & ~rows["counted_as"].isin(DONE)).sum()))


def _due_soon(_: Published, rows: Rows) -> str:
    return str(int(((rows["counted_as"] == "not_due") & (rows["schedule"] == "due_soon")).sum()))


def _proposed(_: Published, rows: Rows) -> str:
    proposed = rows["reported"].isin(("stopped", "merged"))
    return str(int((proposed & ~rows["counted_as"].isin(BY_DOCUMENT)).sum()))


def _reporters(_: Published, rows: Rows) -> str:
    return f"{int(rows['report'].isin(('reported', 'received')).sum())}/{len(rows)}"


RULES: Mapping[str, Number] = {
    "count-total": lambda _, rows: str(len(rows)),
    "count-done-of-due": _done_of_due,
    "count-uncertain-of-due": _uncertain_of_due,
    "count-overdue": _at("overdue"),
    "count-done_late": _at("done_late"),
    "count-due_unreported": _at("due_unreported"),
    "count-due": _at("due"),
    "count-done": _at("done"),
    "count-partial": _partial,
    "count-not_due": _at("not_due"),
    "count-due_soon": _due_soon,
    "count-continuous": _at("continuous"),
    "count-not_computable": _at("not_computable"),
    "count-withdrawn": _at("withdrawn"),
    "count-stopped": _at("stopped"),
    "count-merged": _at("merged"),
    "count-proposed": _proposed,
    "count-reported": lambda _, rows: f"{int((rows['reported'] != 'none').sum())}/{len(rows)}",
    "count-evidenced": lambda _, rows: str(int((rows["evidenced"] != "none").sum())),
    "count-owing": lambda _, rows: str(len(rows)),
    "count-reporters": _reporters,
    "count-silent": lambda _, rows: str(int((rows["report"] == "silent").sum())),
    "count-answering": lambda _, rows: f"{int((rows['reported'] != 'none').sum())}/{len(rows)}",
    "count-commune-plans": lambda _, rows: str(len(rows)),
}
"""The rules of counting by their id on the methodology page; ``count-rows`` is the scope alone."""


def figure_faults(published: Published, figures: Iterable[Figure]) -> list[str]:
    """Every figure that says nothing of itself, says what nobody can read, or is not what the files give."""
    found, seen = [], dict[tuple[str, str, str], str]()
    for figure in figures:
        if figure.kind not in {"value", "day", "count"}:
            found.append(f"{figure.page}: undeclared {figure.value!r}")
        elif not _reads_as_declared(figure):
            found.append(f"{figure.page}: {figure.value} reads {figure.text!r}")
        elif figure.kind == "value" and figure.ref.startswith("table:") and _COUNT.fullmatch(figure.value):
            found.append(f"{figure.page}: a count without scope {figure.value!r}")
        elif figure.kind == "count":
            key = (figure.rule, figure.of, figure.out_of)
            if key not in seen:
                seen[key] = _counted(published, figure)
            if seen[key] != figure.value:
                found.append(f"{figure.page}: {figure.value} but {seen[key]} by {' '.join(key)}")
    return found


def _reads_as_declared(figure: Figure) -> bool:
    """Whether a day or count shows its own number, and no other; none may be said in words.

    A deadline in the words of its document, as “Quý I/2026”, is a day that it does not print.
    """
    if _DATE.fullmatch(figure.text):
        return figure.kind != "day" or figure.text == "/".join(reversed(figure.value.split("-")))
    if figure.kind == "count":
        shown = [number.replace(".", "") for number in _NUMBER.findall(figure.text)]
        return shown == figure.value.split("/") or (not shown and figure.value == "0")
    return True


def _counted(published: Published, figure: Figure) -> str:
    if not figure.of or (figure.rule not in RULES and figure.rule != "count-rows"):
        return "nothing"
    return published.counted(figure)
