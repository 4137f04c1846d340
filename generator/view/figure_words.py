"""When a published figure is of, in words: the year the text states, else the day of its report.

“Tính đến nay” and “05 tháng đầu năm” say nothing without the report they stand in.
"""

from generator.measures.figure_dates import years_in
from generator.measures.published_figures import Figure, ReportFigure
from generator.model import records, wording
from generator.model.portal import Located
from generator.view.values import Values


def figure_period(values: Values, figure: Figure) -> str:
    """Return when a figure is of: as `figure_when`, or the quarter and cut-off of a reported value."""
    if isinstance(figure, ReportFigure):
        return figure_when(values, figure.located)
    cutoff = wording.day(figure.quarter.record.cutoff)
    return values.t("indicators.quarter", quarter=figure.quarter.quarter.label, day=cutoff)


def figure_when(values: Values, located: Located[records.Observation]) -> str:
    """Return period or edition as stated, with the report's date beside it if they name no year."""
    record = located.record
    edition = values.t("indicators.edition", year=record.edition) if record.edition else ""
    if years_in(record.period):
        return record.period or ""
    if years_in(edition):
        added = edition
    elif record.cutoff is not None:
        added = values.t("indicators.cutoff", day=wording.day(record.cutoff))
    else:
        added = _reported(values, record)
    stated = record.period or (edition if edition != added else "")
    return f"{stated} ({added})" if stated else added


def _reported(values: Values, record: records.Observation) -> str:
    """Return the date of the report; the last day of its period if our copy has no date."""
    document = record.source.document
    issued = values.portal.documents[document].record.date
    if issued is not None:
        return values.t("indicators.reported-on", day=wording.day(issued))
    return values.t(
        "indicators.reported-until", day=wording.day(values.portal.reports[document].record.period.last)
    )
