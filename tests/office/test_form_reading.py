"""One file of an import: whose it is, what it says, and what is recorded of its coming in."""

from datetime import date

from generator.model.portal import Portal
from generator.office.form_reading import FormReading
from generator.office.package_limits import FileRefusedError
from generator.office.understood_form import UnderstoodForm
from generator.office.workbook import Sheet
from tests.office.answers import CUTOFF, QUARTER, SHARED, answered, form_of
from tests.office.cells import VIETNAMESE
from tests.portals import portal_of

DAY = date(2026, 6, 12)


def reading(portal: Portal, sheets: list[Sheet]) -> FormReading:
    return FormReading(portal, QUARTER, VIETNAMESE, lambda _: sheets, DAY)


def understood(portal: Portal, agency: str = "so-noi-vu") -> UnderstoodForm:
    """The form of an agency as it went out, read again."""
    work = reading(portal, form_of(portal, agency))
    work.take(f"{agency}.xlsx", b"")
    (form,) = work.read
    return form


def test_a_form_is_read_with_its_receipt() -> None:
    portal = portal_of()
    work = reading(portal, answered(form_of(portal), {(SHARED, "state"): "Đang thực hiện"}))
    work.take("a.xlsx", b"")
    (form,) = work.read
    assert (form.file, form.agency, form.cutoff, form.problems) == ("a.xlsx", "so-noi-vu", CUTOFF, ())
    assert [entry.duty.key for entry in form.entries] == [SHARED]
    assert form.receipt is not None
    assert (form.receipt.received, form.receipt.cutoff) == (DAY, CUTOFF)


def test_a_file_that_does_not_open_is_told_and_read_no_further() -> None:
    def refuse(_: bytes) -> list[Sheet]:
        raise FileRefusedError("damaged")

    work = FormReading(portal_of(), QUARTER, VIETNAMESE, refuse, DAY)
    work.take("a.xlsx", b"")
    assert (work.read, [problem.code for problem in work.problems]) == ([], ["xlsx-damaged"])
