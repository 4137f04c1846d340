"""The zip of each quarter's press kit: paragraph, citation, charts as SVG and PNG, tables as CSV and XLSX."""

from collections.abc import Sequence

from generator.view import urls
from generator.charts import states
from generator.charts.pictures import picture, standalone
from generator.files import zip_archive
from generator.view.kernel import Kernel
from generator.pages.quarters.press_kit import PressKit, cutoff_of, kit_url, plan_of
from generator.pages.quarters.quarter_reports import all_quarters
from generator.pages.quarters.quarter_state import QuarterState, state_of
from generator.pages.quarters.quarter_page import kit_of
from generator.model.quarter import Quarter
from generator.view.site import SiteFile


def files(kernel: Kernel, tables: Sequence[SiteFile]) -> list[SiteFile]:
    """The kit of each quarter that has one.

    Args:
        kernel: The measured portal and its words.
        tables: Files made of the pages' tables; those of a quarter's page belong in its kit.
    """
    found = []
    for quarter in all_quarters(kernel):
        plan, kit = plan_of(kernel, quarter), kit_of(kernel, quarter)
        if plan is None or kit is None:
            continue
        folder = urls.page_tables(urls.quarter(quarter))
        packed = [
            *_words(kernel, kit),
            *_charts(state_of(kernel, quarter, plan), quarter, plan.id),
            *(
                (f"{kernel.t('press.tables')}/{item.path.removeprefix(folder)}", item.data)
                for item in tables
                if item.path.rpartition("/")[0] == folder.rstrip("/")
                and item.path.endswith((".csv", ".xlsx"))
            ),
        ]
        data = zip_archive.to_zip(sorted(packed), kernel.measured.as_of)
        found.append(SiteFile(kit_url(quarter), data, urls.quarter(quarter)))
    return found


def _words(kernel: Kernel, kit: PressKit) -> list[tuple[str, bytes]]:
    """The paragraph with the receipt of each figure under it, and the citation."""
    receipts = [
        kernel.t(
            "press.receipt",
            value=value.text,
            source=", ".join(filter(None, (value.receipt.document, value.receipt.at))) or value.receipt.place,
            url=f"{kernel.site_url}{value.receipt.url or f'{urls.METHOD}#{value.receipt.rule}'}",
        )
        for value in kit.values
    ]
    paragraph = "\r\n".join((kit.paragraph, "", kernel.t("press.receipts"), *receipts, ""))
    citation = f"{kit.citation}\r\n"
    # Windows' Notepad takes a file without the mark for another encoding.
    return [
        (kernel.t("press.paragraph-file"), paragraph.encode("utf-8-sig")),
        (kernel.t("press.citation-file"), citation.encode("utf-8-sig")),
    ]


def _charts(state: QuarterState, quarter: Quarter, plan_id: str) -> list[tuple[str, bytes]]:
    """The plan's charts as files, as the quarter itself stood, each with the day it is of and the cut-off."""
    kernel = state.kernel
    plan = kernel.portal.plans[plan_id]
    banner = f"{kernel.t('shell.sample.title')}. " if kernel.portal.settings.sample else ""
    cutoff = cutoff_of(state, quarter, plan)
    told = {} if cutoff is None else {"cutoff": cutoff.text}
    foot = kernel.t(
        "press.chart-foot",
        document=kernel.source_label(plan.record.document),
        name=kernel.portal.settings.name,
        state=kernel.t(f"press.chart-{state.kind}", day=kernel.day(kernel.measured.as_of)),
        cutoff=kernel.t(f"press.chart-{'told' if told else 'untold'}", quarter=quarter.label, **told),
    )
    found = []
    for plot in (states.areas_of_plan(kernel, plan), states.months_of_plan(kernel, plan)):
        if plot is None:
            continue
        drawing = standalone(plot, plot.title, f"{banner}{foot}")
        stem = f"{kernel.t('press.charts')}/{plot.id}"
        found += [(f"{stem}.svg", drawing), (f"{stem}.png", picture(drawing))]
    return found
