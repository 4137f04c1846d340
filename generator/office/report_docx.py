"""Writes a report as a Word file, each block in the layout of an official document."""

from datetime import date

from generator.charts.pictures import picture, standalone
from generator.office.official_docx import OfficialDocument
from generator.office.report_parts import (
    Annex,
    Block,
    Heading,
    Narrative,
    ReportChart,
    ReportParagraph,
    ReportSource,
    ReportTable,
    WordReport,
)


def report_file(report: WordReport, day: date) -> bytes:
    """The bytes of the report's Word file, dated `day`; the same report gives the same bytes."""
    document = OfficialDocument(report.title, day, report.place)
    document.head(report.head)
    for block in report.blocks:
        _set(document, block)
    document.foot(report.foot)
    for block in report.annex:
        _set(document, block)
    return document.data()


def _set(document: OfficialDocument, block: Block) -> None:
    match block:
        case Heading():
            document.heading(block.text, block.level)
        case ReportParagraph():
            document.words(block.text)
        case Narrative():
            document.narrative(block.text)
        case ReportSource():
            document.source(block.text)
        case ReportTable():
            document.table(block.caption, block.columns, block.rows)
        case ReportChart():
            document.picture(block.caption, picture(standalone(block.plot)), block.plot.description)
        case Annex():
            document.annex(block.title)
