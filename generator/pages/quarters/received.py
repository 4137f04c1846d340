"""The forms that came in for a quarter, with the signed report of each; names of persons are not kept."""

from generator.data.catalogue import TextOf
from generator.model import wording
from generator.model.portal import Located
from generator.model.quarter import Quarter
from generator.model.quarter_records import FormReceipt, QuarterFile
from generator.pages.record.past import past_table, replaced_of
from generator.view.table import Table, TableColumn, TableRow, one_group, title_column
from generator.view.values import Values


def received_table(values: Values, quarter: Quarter) -> Table | None:
    """Return a table of the forms that came in, in the order of arrival; None if there are none."""
    located = values.portal.quarter_files.get(quarter)
    if located is None or not located.record.receipts:
        return None
    t = values.t
    return Table(
        caption=t("quarters.received.caption", quarter=quarter.label),
        columns=(
            title_column(t("quarters.received.agency")),
            *(TableColumn(t(f"quarters.received.{key}")) for key in ("received", "cutoff", "report")),
        ),
        groups=one_group(_row(values, located, receipt) for receipt in located.record.receipts),
    )


def replaced_table(values: Values, quarter: Quarter) -> Table | None:
    """Return a table of the values that a later form of the same agency replaced; None if there are none."""
    rows = tuple(replaced_of(values, quarter)) if quarter in values.portal.quarter_files else ()
    return past_table(values.t, rows, values.t("history.log.replaced")) if rows else None


def _row(values: Values, located: Located[QuarterFile], receipt: FormReceipt) -> TableRow:
    days = (
        values.value(wording.day(day), located, "receipts", machine=day.isoformat())
        for day in (receipt.received, receipt.cutoff)
    )
    report = values.value(report_words(values.t, receipt), located, "receipts", machine=receipt.symbol or "")
    return TableRow((values.agency_link(receipt.agency, short=True), *days, report))


def report_words(t: TextOf, receipt: FormReceipt) -> str:
    """Return number and date of the signed report; without one, that the figures are from the form."""
    if receipt.symbol and receipt.signed:
        return t("reporters.signed", symbol=receipt.symbol, day=wording.day(receipt.signed))
    if receipt.symbol:
        return t("reporters.signed-symbol", symbol=receipt.symbol)
    if receipt.signed:
        return t("reporters.signed-day", day=wording.day(receipt.signed))
    return t("reporters.unsigned")
