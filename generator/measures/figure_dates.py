"""The year that a published figure is of, and whether it is from before the city's merger.

A figure has the year that the document states for it. Where the document states none, the figure has no year,
and is only known to be no later than the end of its report's period.
"""

import re
from datetime import date

from generator.model import records
from generator.model.portal import Portal, Report

Years = tuple[int, int]
"""First and last year, both included; the same number twice for one year."""

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def years_in(words: str | None) -> Years | None:
    """Return the first and last year in a wording (“giai đoạn 2026 - 2030”); None if it names none."""
    found = [int(year) for year in _YEAR.findall(words or "")]
    return (min(found), max(found)) if found else None


def figure_years(record: records.Observation) -> Years | None:
    """Return the years stated for a figure: its edition's, else its period's, else its cut-off's; or None."""
    stated = years_in(record.edition) or years_in(record.period)
    if stated is None and record.cutoff is not None:
        return record.cutoff.year, record.cutoff.year
    return stated


def last_day(report: Report, record: records.Observation) -> date:
    """Return the last day a figure can cover: its cut-off, the end of its year or of the report's period."""
    if record.cutoff is not None:
        return record.cutoff
    end = report.record.period.last
    years = figure_years(record)
    return end if years is None else min(end, date(years[1], 12, 31))


def is_before_merger(portal: Portal, report: Report, record: records.Observation) -> bool:
    """Whether a figure is of the city before its merger; False if the settings name no merger."""
    merger = portal.settings.merger
    return merger is not None and last_day(report, record) < merger
