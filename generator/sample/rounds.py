"""Invents the rounds of a sample: when they were opened, and which forms came in. No random numbers."""

from collections.abc import Iterator
from datetime import date, timedelta

from generator.measures.reporters import handed_in_by, owing_in, reporting_day
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.model.quarter_records import FormReceipt, QuarterFile

FORMS_AFTER = timedelta(days=45)
"""Time from the opening of a round to the making of its forms."""

LATE_EVERY = 9
"""Of the forms with results, each of this many came in after the due day."""

LATE_BY = timedelta(days=3)

EMPTY_FORMS = 1
"""Agencies in each round whose form came in with nothing to report."""


def invented_round(portal: Portal, quarter: Quarter) -> QuarterFile:
    """Return the record of a quarter's round: open, with a receipt for each agency that reported.

    Args:
        portal: The sample with its results.
        quarter: A quarter with results.
    """
    due = reporting_day(portal, quarter) or quarter.reporting_due
    receipts = [*_with_results(portal, quarter, due), *_empty(portal, quarter, due)]
    return QuarterFile(
        opened=quarter.first_day,
        due=due,
        cutoff=due,
        forms_made=quarter.first_day + FORMS_AFTER,
        receipts=tuple(sorted(receipts, key=lambda receipt: (receipt.received, receipt.agency))),
    )


def _with_results(portal: Portal, quarter: Quarter, due: date) -> Iterator[FormReceipt]:
    """Yield a receipt for each agency with results: the day after their cut-off, some after the due day."""
    cutoffs: dict[str, date] = {}
    reports: dict[str, str] = {}
    for plan in portal.plans.values():
        for results in (results for results in plan.quarters if results.quarter == quarter):
            for entry in results.results:
                agency = handed_in_by(portal, entry.record.agency)
                cutoffs[agency] = max(results.record.cutoff, cutoffs.get(agency, date.min))
                reports.setdefault(agency, entry.record.reporting_document or "")
    for place, (agency, cutoff) in enumerate(sorted(cutoffs.items()), 1):
        document = portal.documents.get(reports[agency])
        received = due + LATE_BY if place % LATE_EVERY == 0 else max(due, cutoff)
        yield FormReceipt(
            agency=agency,
            received=received,
            cutoff=cutoff,
            symbol=document.record.symbol if document is not None else None,
            signed=document.record.date if document is not None else None,
        )


def _empty(portal: Portal, quarter: Quarter, due: date) -> Iterator[FormReceipt]:
    """Yield receipts of agencies that owe a report, have no result and sent their form in."""
    reported = {
        handed_in_by(portal, entry.record.agency)
        for plan in portal.plans.values()
        for results in plan.quarters
        if results.quarter == quarter
        for entry in results.results
    }
    waiting = [agency for agency in owing_in(portal, quarter) if agency not in reported]
    for agency in waiting[:EMPTY_FORMS]:
        yield FormReceipt(agency=agency, received=due, cutoff=due)
