"""Documents that forms introduce: known ones found again, new ones under an id of their own."""

from datetime import date

import pytest

from generator.office.file_problems import Complaints
from generator.office.hidden_sheet import FormFacts
from generator.office.new_documents import KnownDocuments
from generator.office.submission import Submission
from tests.office.cells import VIETNAMESE, codes, table_of
from tests.portals import DOCUMENTS, portal_of

COLUMNS = ("symbol", "kind", "date", "issuer", "title")
ROW = ["9/QĐ-UBND", "Quyết định", "1/6/2026", "UBND xã A", "Việc A"]

COMMUNES = "".join(
    f"- id: qd-{x}\n  symbol: 9/QĐ-UBND\n  kind: Quyết định\n  date: 2026-0{month}-01\n"
    f"  issuer: UBND xã {x.upper()}\n  held: false\n  text: verified\n"
    for x, month in (("b", 5), ("c", 6))
)
"""Two communes' decisions under one symbol."""


def submission(*rows: list[str], agency: str = "xa-minh-hoa") -> Submission:
    table = table_of(COLUMNS, *rows, name="Văn bản mới")
    documents = tuple((table, line) for line in table.lines())
    facts = FormFacts("2026-q2", agency, frozenset(), {}, {})
    return Submission("x.xlsx", facts, {"documents": table}, {}, "", {}, documents)


def test_a_document_nobody_knows_gets_an_id_of_its_symbol_and_year() -> None:
    documents = KnownDocuments(portal_of(), VIETNAMESE)
    assert documents.introduce(submission(ROW), Complaints("x.xlsx")) == {"9/qd-ubnd": ["9-qd-ubnd-2026"]}
    (newcomer,) = documents.new.values()
    assert (newcomer.day, newcomer.place) == (date(2026, 6, 1), "x.xlsx › Văn bản mới!A2")


def test_communes_share_their_symbols_and_not_their_ids() -> None:
    documents = KnownDocuments(portal_of(), VIETNAMESE)
    documents.introduce(submission(ROW), Complaints("a.xlsx"))
    again = documents.introduce(submission(ROW), Complaints("b.xlsx"))
    other = documents.introduce(submission([*ROW[:3], "UBND xã B", "Việc B"]), Complaints("c.xlsx"))
    assert again == {"9/qd-ubnd": ["9-qd-ubnd-2026"]}
    assert other == {"9/qd-ubnd": ["9-qd-ubnd-2026-xa-minh-hoa"]}


@pytest.mark.parametrize(
    ("day", "issuer", "found"),
    [
        ("1/5/2026", "ubnd xã b", "qd-b"),
        ("1/6/2026", "UBND xã C", "qd-c"),
        ("1/6/2026", "UBND xã A", "9-qd-ubnd-2026"),
        ("2/6/2026", "UBND xã C", "9-qd-ubnd-2026"),
    ],
)
def test_a_document_that_is_known_is_introduced_in_vain(day: str, issuer: str, found: str) -> None:
    documents = KnownDocuments(portal_of({DOCUMENTS: COMMUNES}), VIETNAMESE)
    own = documents.introduce(submission([*ROW[:2], day, issuer, "Việc"]), Complaints("x.xlsx"))
    assert own == {"9/qd-ubnd": [found]}


def test_of_several_under_a_symbol_the_agencys_own_is_meant() -> None:
    portal = portal_of({DOCUMENTS: COMMUNES.replace("UBND xã B", "Ủy ban nhân dân xã Minh Họa")})
    documents = KnownDocuments(portal, VIETNAMESE)
    assert documents.find("9/QĐ-UBND", {}, "xa-minh-hoa").id == "qd-b"
    assert len(documents.find("9/QĐ-UBND", {}, "so-noi-vu").several) == 2
    assert documents.find("9/QĐ-UBND", {"9/qd-ubnd": ["qd-c"]}, "so-noi-vu").id == "qd-c"


def test_what_is_missing_is_told_at_its_column() -> None:
    complaints = Complaints("x.xlsx")
    assert (
        KnownDocuments(portal_of(), VIETNAMESE).introduce(submission(["", *ROW[1:4], ""]), complaints) == {}
    )
    assert codes(complaints) == [
        ("Văn bản mới!A2", "xlsx-document-no-symbol"),
        ("Văn bản mới!E2", "xlsx-document-no-title"),
    ]
