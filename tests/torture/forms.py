"""A form of the minimal root, made and answered once."""

from functools import cache
from io import BytesIO

import openpyxl

from generator.office.duties import Forms
from generator.office.form_workbook import write_template
from tests.office.answers import CUTOFF, QUARTER
from tests.office.cells import VIETNAMESE
from tests.portals import portal_of


@cache
def blank() -> bytes:
    """The form of Sở Nội vụ as the portal writes it."""
    portal = portal_of()
    return write_template(portal, VIETNAMESE, Forms(portal, QUARTER).of("so-noi-vu"), CUTOFF)


@cache
def form() -> bytes:
    """The same with one task answered, as a spreadsheet program saves it."""
    book = openpyxl.load_workbook(BytesIO(blank()))
    book["Nhiệm vụ"]["F10"] = "Đang thực hiện"
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()
