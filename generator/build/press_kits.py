"""Makes the zip of each quarter's press kit: paragraph, citation, charts (SVG, PNG), tables (CSV, XLSX)."""

from collections.abc import Sequence

from generator.charts import states
from generator.charts.pictures import picture, standalone
from generator.data.catalogue import TextOf
from generator.files import zip_archive
from generator.model import wording
from generator.model.quarter import Quarter
from generator.pages.quarters.press_kit import PressKit, cutoff_of, kit_url, plan_of
from generator.pages.quarters.quarter_page import kit_of
from generator.pages.quarters.quarter_reports import all_quarters
from generator.pages.quarters.quarter_state import QuarterState, state_of
from generator.view import urls
from generator.view.presentation import Presentation
from generator.view.site import SiteFile


def files(presentation: Presentation, tables: Sequence[SiteFile]) -> list[SiteFile]:
    """Return a zip for each quarter that has a press kit.

    Args:
        presentation: The parts of the measured portal.
        tables: The files of all pages' tables; those of a quarter's page go into its kit.
    """
    found = []
    for quarter in all_quarters(presentation.values.measured):
        plan, kit = plan_of(presentation.values.measured, quarter), kit_of(presentation, quarter)
        if plan is None or kit is None:
            continue
        folder = urls.page_tables(urls.quarter(quarter))
        packed = [
            *_words(presentation.values.t, presentation.site_url, kit),
            *_charts(state_of(presentation, quarter, plan), quarter, plan.id),
            *(
                (f"{presentation.values.t('press.tables')}/{item.path.removeprefix(folder)}", item.data)
                for item in tables
                if item.path.rpartition("/")[0] == folder.rstrip("/")
                and item.path.endswith((".csv", ".xlsx"))
            ),
        ]
        data = zip_archive.to_zip(sorted(packed), presentation.values.measured.as_of)
        found.append(SiteFile(kit_url(quarter), data, urls.quarter(quarter)))
    return found


def _words(t: TextOf, site_url: str, kit: PressKit) -> list[tuple[str, bytes]]:
    """Return name and bytes of the text files: the paragraph with the source of each figure; the citation."""
    receipts = [
        t(
            "press.receipt",
            value=value.text,
            source=", ".join(filter(None, (value.receipt.document, value.receipt.at))) or value.receipt.place,
            url=f"{site_url}{value.receipt.url or f'{urls.METHOD}#{value.receipt.rule}'}",
        )
        for value in kit.values
    ]
    paragraph = "\r\n".join((kit.paragraph, "", t("press.receipts"), *receipts, ""))
    citation = f"{kit.citation}\r\n"
    # Without the byte-order mark, Notepad on Windows reads the file in another encoding.
    return [
        (t("press.paragraph-file"), paragraph.encode("utf-8-sig")),
        (t("press.citation-file"), citation.encode("utf-8-sig")),
    ]


def _charts(state: QuarterState, quarter: Quarter, plan_id: str) -> list[tuple[str, bytes]]:
    """Return name and bytes of the plan's charts (SVG and PNG) as of the quarter, with source and cut-off."""
    plan = state.presentation.values.portal.plans[plan_id]
    banner = (
        f"{state.presentation.values.t('shell.sample.title')}. "
        if state.presentation.values.portal.settings.sample
        else ""
    )
    cutoff = cutoff_of(state, quarter, plan)
    words = {} if cutoff is None else {"cutoff": cutoff.text}
    foot = state.presentation.values.t(
        "press.chart-foot",
        document=state.presentation.values.source_label(plan.record.document),
        name=state.presentation.values.portal.settings.name,
        state=state.presentation.values.t(
            f"press.chart-{state.kind}", day=wording.day(state.presentation.values.measured.as_of)
        ),
        cutoff=state.presentation.values.t(
            f"press.chart-{'reported' if words else 'unreported'}", quarter=quarter.label, **words
        ),
    )
    found = []
    for plot in (
        states.areas_of_plan(state.presentation.values, plan),
        states.months_of_plan(state.presentation.values, plan),
    ):
        if plot is None:
            continue
        drawing = standalone(plot, plot.title.text, f"{banner}{foot}")
        stem = f"{state.presentation.values.t('press.charts')}/{plot.id}"
        found += [(f"{stem}.svg", drawing), (f"{stem}.png", picture(drawing))]
    return found
