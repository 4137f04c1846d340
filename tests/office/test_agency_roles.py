"""Words of a cell about the parts that agencies have, and lists that name their kind of office once."""

import pytest

from generator.office.agency_roles import of_one_kind, parts_of, without_markers


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("A", [("A", "")]),
        ("A chủ trì", [("A", "lead")]),
        ("A (chủ trì), B", [("A", "lead"), ("B", "")]),
        ("A phối hợp với B, C", [("A", "lead"), ("B, C", "coordinating")]),
        ("Cơ quan chủ trì: A\nCơ quan phối hợp: B", [("A", "lead"), ("B", "coordinating")]),
        ("A chủ trì, B và C phối hợp", [("A", "lead"), ("B và C", "coordinating")]),
        ("Phối hợp với B", [("B", "coordinating")]),
        ("", []),
    ],
)
def test_pieces_and_their_parts(text: str, parts: list[tuple[str, str]]) -> None:
    assert parts_of(text) == parts


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("1. A\n2. B", "A\nB"),
        ("- A\n- B", "A\nB"),
        ("a) A\nb) B", "A\nB"),
        ("- A", "A"),
        ("A\nB", "A\nB"),
    ],
)
def test_markers_of_a_list_are_no_words(text: str, left: str) -> None:
    assert without_markers(text) == left


@pytest.mark.parametrize(
    ("name", "before", "names"),
    [
        ("Các sở: Nội vụ, Tư pháp", "", ("Sở Nội vụ", "Sở Tư pháp")),
        ("các sở Nội vụ và Tư pháp", "", ("Sở Nội vụ", "Sở Tư pháp")),
        ("Tư pháp, Tài chính", "Sở Nội vụ", ("Sở Tư pháp", "Sở Tài chính")),
        ("Tư pháp", "UBND xã A", ()),
        ("Tư pháp", "", ()),
    ],
)
def test_a_kind_of_office_that_is_said_once(name: str, before: str, names: tuple[str, ...]) -> None:
    assert of_one_kind(name, before) == names
