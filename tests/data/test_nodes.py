"""The tree of a data file: values as plain lists and mappings, and the place of each."""

import pytest

from generator.data.nodes import Fields, Mapping, Node, locate, to_plain
from generator.data.problems import Position
from generator.data.strict_yaml import load

TEXT = """\
- number: "1"
  lead: [so-noi-vu, so-y-te]
  source: {document: ke-hoach, at: Phụ lục}
# Ghi chú
- number: "2"
"""


@pytest.fixture
def tree() -> Node:
    node, problems = load("data/x.yaml", TEXT.encode())
    assert node is not None, problems
    return node


def test_values_are_the_texts_as_typed(tree: Node) -> None:
    assert to_plain(tree) == [
        {
            "number": "1",
            "lead": ["so-noi-vu", "so-y-te"],
            "source": {"document": "ke-hoach", "at": "Phụ lục"},
        },
        {"number": "2"},
    ]


@pytest.mark.parametrize(
    ("path", "key", "place"),
    [
        ((), False, (1, 1)),
        ((0, "number"), False, (1, 11)),
        ((0, "number"), True, (1, 3)),
        ((0, "lead", 1), False, (2, 21)),
        ((0, "source", "at"), False, (3, 36)),
        ((0, "source", "at"), True, (3, 32)),
        ((0, "source", "row"), False, (3, 11)),
        ((1,), False, (5, 3)),
        ((7,), False, (1, 1)),
        ((0, "lead", "so-y-te"), False, (2, 9)),
    ],
)
def test_a_path_leads_to_a_place_or_to_the_last_node_before_it(
    tree: Node, path: tuple[str | int, ...], place: tuple[int, int], *, key: bool
) -> None:
    assert locate(tree, path, key=key) == Position(*place)


@pytest.mark.parametrize(
    ("line", "column", "field"),
    [
        (1, 12, "1.number"),
        (1, 1, "1.number"),
        (2, 12, "1.lead.1"),
        (2, 21, "1.lead.2"),
        (3, 40, "1.source.at"),
        (4, 3, ""),
        (5, 14, "2.number"),
    ],
)
def test_the_field_at_a_place(tree: Node, line: int, column: int, field: str) -> None:
    assert Fields(tree, TEXT).at(Position(line, column)) == field


def test_nothing_stands_before_the_first_key() -> None:
    assert Fields(Mapping((), Position(1, 1)), "\n\n").at(Position(2, 1)) == ""
