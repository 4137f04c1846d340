"""Documents by what people type for them."""

from datetime import date

import pytest

from generator.office.document_register import Found, Register, folded, split
from tests.portals import DOCUMENTS, portal_of


@pytest.fixture(scope="module")
def register() -> Register:
    """The minimal root's documents, with two of different days under one symbol."""
    twice = "".join(
        f"- id: {name}\n  symbol: 9/QĐ-UBND\n  date: {day}\n  kind: Quyết định\n"
        "  held: false\n  text: verified\n"
        for name, day in (("qd-9-2025", "2025-02-01"), ("qd-9-2026", "2026-02-01"))
    )
    return Register(portal_of({DOCUMENTS: twice}).documents)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("1/KH-UBND", Found("ke-hoach-2026")),
        ("ke-hoach-2026", Found("ke-hoach-2026")),
        ("Số 1/KH-UBND", Found("ke-hoach-2026")),
        ("văn bản số: 1 / kh–ubnd", Found("ke-hoach-2026")),
        ("1/KH-UBND ngày 5/1/2026", Found("ke-hoach-2026")),
        ("1/KH-UBND (05/01/2026)", Found("ke-hoach-2026")),
        ("9/QĐ-UBND ngày 1/2/2026", Found("qd-9-2026")),
        ("9/QD-UBND", Found(several=("9/QĐ-UBND (01/02/2025)", "9/QĐ-UBND (01/02/2026)"))),
        ("1/KH-UBN", Found(near="1/KH-UBND")),
        ("9/QĐ-UBND ngày 3/3/2026", Found(near="9/QĐ-UBND (01/02/2025)")),
        ("1234/GP", Found()),
    ],
)
def test_a_document_by_what_is_typed(register: Register, typed: str, found: Found) -> None:
    assert register.find(typed) == found


def test_documents_are_offered_newest_first_each_told_apart(register: Register) -> None:
    assert register.texts() == [
        "2/BC-UBND",
        "9/QĐ-UBND (01/02/2026)",
        "1/KH-UBND",
        "9/QĐ-UBND (01/02/2025)",
        "76/NQ-CP",
    ]
    assert register.text("ke-hoach-xa-2026") == "ke-hoach-xa-2026"


def test_what_is_offered_is_found_again(register: Register) -> None:
    ids = [register.find(text).id for text in register.texts()]
    assert ids == ["bao-cao-2026", "qd-9-2026", "ke-hoach-2026", "qd-9-2025", "nghi-quyet-2021"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("16/QĐ-UBND ngày 13/01/2026", ("16/QĐ-UBND", date(2026, 1, 13))),
        ("16/QĐ-UBND, 13-1-2026", ("16/QĐ-UBND", date(2026, 1, 13))),
        ("16/QĐ-UBND", ("16/QĐ-UBND", None)),
        ("16/QĐ-UBND ngày 31/02/2026", ("16/QĐ-UBND ngày 31/02/2026", None)),
    ],
)
def test_a_symbol_and_the_day_after_it(text: str, parts: tuple[str, date | None]) -> None:
    assert split(text) == parts


def test_symbols_are_compared_without_spaces_marks_and_kinds_of_dash() -> None:
    assert folded("Số: 5256 / QĐ–UBND") == folded("5256/qd-ubnd") == "5256/qd-ubnd"
