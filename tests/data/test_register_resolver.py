"""Registers that lead to one another: rings, texts without a document, notes about nothing."""
# ruff: noqa: E501 - a case is a line

import pytest

from generator.data.register_resolver import check_notes, check_registers, check_texts
from tests.portals import AGENCIES, DOCUMENTS, Change, portal_of, references_of, told

PARENT = "  parent: ubnd-thanh-pho\n  source: {document: ke-hoach-2026, at: "


def test_the_minimal_root_has_no_mistake() -> None:
    refs = references_of()
    check_registers(refs)
    check_texts(refs)
    check_notes(refs, portal_of().plans, ["sipas-2026"])
    assert refs.problems == []


def test_a_ring_of_agencies_is_told_once_at_its_first() -> None:
    above = {"kind: city\n": "kind: city\n  parent: so-y-te\n", f"{PARENT}IV.3": f"{PARENT}IV.3"}
    refs = references_of({AGENCIES: above})
    check_registers(refs)
    assert told(refs.problems) == [("1.parent", "parent-cycle")]
    assert dict(refs.problems[0].params)["value"] == "ubnd-thanh-pho → so-y-te → ubnd-thanh-pho"


def test_an_agency_above_itself_is_a_ring_of_one() -> None:
    refs = references_of(
        {AGENCIES: {f"{PARENT}IV.2": f"{PARENT}IV.2".replace("ubnd-thanh-pho", "so-tai-chinh")}}
    )
    check_registers(refs)
    assert dict(refs.problems[0].params)["value"] == "so-tai-chinh → so-tai-chinh"


@pytest.mark.parametrize(
    ("path", "change", "field", "code"),
    [
        (DOCUMENTS, {"document: nghi-quyet-2021, source": "document: nghi-quyet, source"}, "1.relations.1.document", "unknown-document"),
        (DOCUMENTS, {"    - {document: ke-hoach-2026, at: Căn cứ}": "    - {document: ke-hoach-2027, at: Căn cứ}"}, "4.cited_at.1.document", "unknown-document"),
        ("data/indicators.yaml", "  lead: so-noi-vo\n", "1.lead", "unknown-agency"),
        ("data/areas.yaml", "  aliases:\n    - {name: Thủ tục, document: khong-co}\n", "2.aliases.1.document", "unknown-document"),
        (AGENCIES, {"members: [so-noi-vu, so-tai-chinh]": "members: [so-noi-vu, so-xay-dung]"}, "5.members.2", "unknown-agency"),
    ],
)  # fmt: skip
def test_a_reference_to_nothing_is_told_at_its_field(
    path: str, change: Change, field: str, code: str
) -> None:
    refs = references_of({path: change})
    check_registers(refs)
    assert told(refs.problems) == [(field, code)]


def test_held_documents_have_texts_and_texts_have_documents() -> None:
    refs = references_of({DOCUMENTS: {"date: 2021-07-15\n  held: false": "date: 2021-07-15\n  held: true"}})
    refs.root.texts["ke-hoach-2025"] = b"x"
    check_texts(refs)
    assert told(refs.problems) == [("4.held", "held-without-text"), ("", "text-of-unknown-document")]
    assert refs.problems[1].path == "data/texts/ke-hoach-2025.txt"
    assert dict(refs.problems[1].params)["near"] == "ke-hoach-2026"


@pytest.mark.parametrize(
    ("about", "nearest"),
    [
        ("task:tp-2026/9", "task:tp-2026/2"),
        ("observation:sipas-2025", "observation:sipas-2026"),
        ("plan:tp-2027", "plan:tp-2026"),
    ],
)
def test_a_note_about_nothing_comes_with_what_there_is(about: str, nearest: str) -> None:
    refs = references_of({"data/consistency.yaml": {"target:tp-2026/a": about}})
    check_notes(refs, portal_of().plans, ["sipas-2026"])
    assert told(refs.problems) == [("1.about.1", "unknown-reference")]
    assert dict(refs.problems[0].params)["near"][: len(nearest) - 1] == nearest[:-1]
