import json
import time
import unicodedata

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.data import strict_yaml
from generator.data.characters import forbidden
from generator.data.problems import Position, Problem
from generator.data.strict_yaml import Mapping, Node, Scalar, Sequence, load, locate, to_plain


def tree(text: str) -> Node:
    """The tree of a text without problems."""
    node, problems = load("x.yaml", text.encode())
    assert problems == []
    assert node is not None
    return node


def codes(problems: list[Problem]) -> list[tuple[int, int, str]]:
    return [(problem.line, problem.column, problem.code) for problem in sorted(problems)]


def test_tree_with_marks() -> None:
    assert tree('- number: "38"\n  lead: [so-noi-vu]\n') == Sequence(
        (
            Mapping(
                (
                    (
                        Scalar("number", Position(1, 3), plain=True),
                        Scalar("38", Position(1, 11), plain=False),
                    ),
                    (
                        Scalar("lead", Position(2, 3), plain=True),
                        Sequence((Scalar("so-noi-vu", Position(2, 10), plain=True),), Position(2, 9)),
                    ),
                ),
                Position(1, 3),
            ),
        ),
        Position(1, 1),
    )


@pytest.mark.parametrize(
    "text",
    [
        "NO",
        "yes",
        "12:30",
        "0123",
        "+84",
        "1.10",
        "2026-02-30",
        "0x1F",
        "1e3",
        "9" * 5000,
        ".nan",
        "true",
        "=",
    ],
)
def test_scalars_stay_as_typed(text: str) -> None:
    assert to_plain(tree(f"a: {text}\n")) == {"a": text}


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Trước ngày\n  15/01/2026", "Trước ngày 15/01/2026"),
        ("'Ea H''leo'", "Ea H'leo"),
        ('"Số #1: \\"mới\\""', 'Số #1: "mới"'),
        (">-\n  dòng một\n  dòng hai\n", "dòng một dòng hai"),
        ("|\n  dòng một\n  dòng hai\n", "dòng một\ndòng hai\n"),
        ('"null"', "null"),
        ("'~'", "~"),
        ("nullable", "nullable"),
    ],
)
def test_ways_to_write_a_text(typed: str, text: str) -> None:
    assert to_plain(tree(f"a: {typed}\n")) == {"a": text}


def test_columns_count_characters() -> None:
    node = tree("Huế: {quận: 𝒳, phường: b}\n")
    assert locate(node, ("Huế", "phường")) == Position(1, 24)


def test_rejected_parts_are_left_out_of_the_tree() -> None:
    text = "a: 1\na: 2\nb:\nc: [x, ~, y]\n<<: {d: 1}\n? [e]\n: f\nbase: &g h\ni: *g\nj: !!int 5\n"
    node, problems = load("x.yaml", text.encode())
    assert node is not None
    assert to_plain(node) == {"a": "1", "c": ["x", "y"], "base": "h", "j": "5"}
    assert codes(problems) == [
        (2, 1, "duplicate-key"),
        (3, 3, "empty-value"),
        (4, 8, "null-value"),
        (5, 1, "merge-key"),
        (6, 3, "key-not-text"),
        (8, 7, "anchor"),
        (9, 4, "alias"),
        (10, 4, "tag"),
    ]


def test_what_is_inside_a_rejected_value_is_still_checked() -> None:
    _, problems = load("x.yaml", b"a: 1\na: {b: 1, b: 2}\n")
    assert codes(problems) == [(2, 1, "duplicate-key"), (2, 11, "duplicate-key")]
    assert sorted(problem.field for problem in problems) == ["a", "a.b"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a: [",
        b"a: 'b\n",
        b"a:\n\tb: c\n",
        b"\xff\xfe",
        b"a: \xff\n",
        b"[" * 25 + b"]" * 25 + b"\n",
        b"# a\n",
    ],
)
def test_no_tree_where_the_structure_is_unsure(data: bytes) -> None:
    node, problems = load("x.yaml", data)
    assert node is None
    assert any(problem.severity == "error" for problem in problems)


def test_a_second_document_leaves_the_first() -> None:
    node, problems = load("x.yaml", b"a: b\n---\nc: d\n")
    assert node is not None
    assert to_plain(node) == {"a": "b"}
    assert codes(problems) == [(2, 1, "several-documents")]


def test_fields_name_the_way_to_a_value() -> None:
    text = "- source:\n    rows:\n      - a\n      - b # ghi chú\n"
    _, problems = load("x.yaml", text.encode())
    assert [(problem.field, problem.code) for problem in problems] == [
        ("1.source.rows.2", "comment-after-value")
    ]


def test_text_problems_are_named_by_the_field_around_them() -> None:
    text = "# \u202e\na: x\u202e\nb:\n  - \u202ey\n  \u202ec: z\n"
    _, problems = load("x.yaml", text.encode())
    bidi = [(p.line, p.field) for p in sorted(problems) if p.code == "bidi-character"]
    # Where the character has spoilt the structure too, no field is named.
    assert bidi == [(1, ""), (2, ""), (4, ""), (5, "")]
    _, problems = load("x.yaml", text.replace("\u202ec: z", "- \u202ez").encode())
    assert [(p.line, p.field) for p in sorted(problems)] == [(1, ""), (2, "a"), (4, "b.1"), (5, "b.2")]


NESTED = tree("- number: '1'\n  source:\n    at: II\n  lead: [a, b]\n- number: '2'\n")


@pytest.mark.parametrize(
    ("loc", "value", "key"),
    [
        ((), Position(1, 1), Position(1, 1)),
        ((0,), Position(1, 3), Position(1, 3)),
        ((1, "number"), Position(5, 11), Position(5, 3)),
        ((0, "source", "at"), Position(3, 9), Position(3, 5)),
        ((0, "lead", 1), Position(4, 13), Position(4, 13)),
        # A missing key, a missing item, and the parts that pydantic adds for itself.
        ((0, "source", "document"), Position(3, 5), Position(2, 3)),
        ((0, "lead", 7), Position(4, 9), Position(4, 3)),
        ((0, "number", "constrained-str"), Position(1, 11), Position(1, 3)),
        (("number",), Position(1, 1), Position(1, 1)),
    ],
)
def test_locate(loc: tuple[str | int, ...], value: Position, key: Position) -> None:
    assert locate(NESTED, loc) == value
    assert locate(NESTED, loc, key=True) == key


PRINTABLE = (
    st.text(
        st.characters(exclude_categories=["Cc", "Cn", "Cs", "Zl", "Zp"], exclude_characters="\ufffd"),
        min_size=1,
    )
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(lambda text: forbidden(text) is None)
)


@given(PRINTABLE.filter(lambda text: text.strip() != ""))
def test_any_composed_text_comes_back_from_quotes(text: str) -> None:
    # A JSON string is a double-quoted scalar; a single-quoted one doubles its quotes.
    assert to_plain(tree(f"a: {json.dumps(text, ensure_ascii=False)}\n")) == {"a": text}
    single = text.replace("'", "''")
    assert to_plain(tree(f"- '{single}'\n")) == [text]
    for shown in (True, False):
        dumped = yaml.safe_dump({"a": text}, allow_unicode=shown, default_style='"')
        assert to_plain(tree(dumped)) == {"a": text}


@given(
    st.recursive(
        PRINTABLE.filter(str.strip),
        lambda inner: st.lists(inner) | st.dictionaries(PRINTABLE, inner),
        max_leaves=12,
    )
)
def test_any_tree_comes_back_or_is_refused_for_its_keys(value: object) -> None:
    node, problems = load("x.yaml", (json.dumps({"a": value}, ensure_ascii=False) + "\n").encode())
    if problems:
        assert {problem.code for problem in problems} <= {
            "similar-key",
            "empty-key",
            "too-deep",
            "unreadable",
        }
    else:
        assert node is not None
        assert to_plain(node) == {"a": value}


def lines_and_columns_exist(data: bytes, problems: list[Problem]) -> bool:
    # The parser places what is missing at the end on a line after the last.
    lines = data.count(b"\n") + data.count(b"\r") + 2
    return all(
        0 <= problem.line <= lines and 0 <= problem.column <= len(data) + 1 and problem.path == "x.yaml"
        for problem in problems
    )


@given(st.binary(max_size=400))
def test_random_bytes_are_only_ever_problems(data: bytes) -> None:
    node, problems = load("x.yaml", data)
    assert node is not None or problems
    assert lines_and_columns_exist(data, problems)


YAML_SHAPED = st.lists(
    st.sampled_from(
        [
            *"[]{},:#&*!|>'\"%@`?-~<=\\ \t\n\r",
            "\n  ",
            "a: ",
            "- ",
            "? ",
            ": ",
            " #",
            "---\n",
            "...\n",
            "<<: ",
            "&a ",
            "*a ",
            "!!int ",
            "%YAML 1.2\n",
            '"',
            "\\u202e",
            "\ufeff",
            "\u2028",
            "Huế",
            "Hue\u0302\u0301",
            "null",
            "|\n",
            ">-\n",
        ]
    ),
    max_size=60,
).map("".join)


@given(YAML_SHAPED)
def test_random_yaml_is_only_ever_problems(text: str) -> None:
    node, problems = load("x.yaml", text.encode())
    assert node is not None or problems
    assert lines_and_columns_exist(text.encode(), problems)


@given(YAML_SHAPED)
def test_what_is_accepted_means_the_same_to_another_reader(text: str) -> None:
    node, problems = load("x.yaml", text.encode())
    if node is not None and not problems:
        assert yaml.load(text, Loader=yaml.CBaseLoader) == to_plain(node)  # noqa: S506 - makes texts only


RECORD = """\
- number: "{n}"
  area: thu-tuc-hanh-chinh
  title: Tỷ lệ thanh toán trực tuyến trên Cổng Dịch vụ công quốc gia đạt tối thiểu 90% vào cuối năm {n}
  lead: [cac-so-ban-nganh]
  coordinating:
    - van-phong-ubnd-tp
  deadline: Thường xuyên
  deliverables: [Báo cáo kết quả thực hiện nhiệm vụ cải cách hành chính hằng quý gửi Sở Nội vụ tổng hợp]
  source: {{document: 5256-qd-ubnd-2025, at: Phụ lục, row: "{n}"}}
  note: >-
    Chữ phục hồi từ bản quét, không phải nguyên văn đã đối chiếu, khi cần dẫn chính xác hãy mở văn bản gốc,
    và xem thêm ghi chú về chỗ văn bản không thống nhất ở trang của văn bản này trên cổng thông tin.
  text: restored
"""


def test_four_megabytes_load_quickly() -> None:
    data = "".join(RECORD.format(n=n) for n in range(5200)).encode()
    assert len(data) > 4_000_000
    start = time.process_time()
    node, problems = load("x.yaml", data)
    # About 1.2 s where it was written; the limit only catches a loader that has become slow by kind.
    assert time.process_time() - start < 8
    assert problems == []
    assert isinstance(node, Sequence)
    assert len(node.items) == 5200


def test_more_keys_and_values_than_a_file_may_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert strict_yaml.MAX_NODES == 600_000
    monkeypatch.setattr(strict_yaml, "MAX_NODES", 20)
    node, (problem,) = load("x.yaml", b"- {a: b}\n" * 7)
    assert (node, problem.line, problem.code, dict(problem.params)) == (
        None, 7, "too-many-nodes", {"limit": "20"},
    )  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 200_000,
        b"{" * 200_000,
        b"[a," * 200_000,
        b"- " * 200_000,
        b"? " * 200_000,
        b"[\n" * 200_000,
        b"%TAG !a! b\n" * 200_000,
        b"- *a\n" * 300_000,
        b"\x01" * 1_000_000,
        "Hue\u0302\u0301\n".encode() * 100_000,
        b"- " + b"&a " * 200_000,
        b"a: " + b"'" * 1_000_000,
    ],
    ids=range(12),
)
def test_hostile_inputs_are_refused_quickly(data: bytes) -> None:
    start = time.process_time()
    _, problems = load("x.yaml", data)
    assert problems != []
    assert len(problems) < 100
    assert time.process_time() - start < 8
