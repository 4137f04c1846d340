"""The writer of data files: what is written is read back as it was, by the strict loader and by others."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from io import StringIO
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from generator.data.characters import FORBIDDEN
from generator.data.strict_yaml import load, to_plain
from generator.data.yaml_writer import OneLine, Quote, Quoted, Value, dump

HOSTILE = (
    "NO", "no", "Yes", "y", "on", "null", "~", "true", "12:30", "1:20:30", "0123", "+84", "-5", "-5 %",
    "1.10", "1e5", "1_000", "0x1F", "0o7", ".5", ".inf", "2026-03-31", "2026-3-1", "2026-03-31T10:00:00",
    "=", "<<", "#", "# a", "a #b", "a: b", "a:", ":", ": a", "a:b", "?", "? a", "a?b", "-", "- a", "--- a",
    "...", "%a", "95,5%", "a, b", "[a]", "{a}", "a]", "}", "&a", "*a", "!a", "|", ">", "'", "''", "it's",
    '"', '"a"', "a \"b\" 'c'", "@", "`", "\\", "a\\nb", " a", "a ", "\ta", "a\tb", "a\n", "a\n\nb", "\na",
    "🚢 tàu", "Sở Nội vụ", "“…”", "\u00a0a", "so-noi-vu.xlsx › Nhiệm vụ!F11", "5256-qd-ubnd-2025",
    "https://a.vn/b?c=d#e",
)  # fmt: skip
"""Texts that a careless writer turns into something else."""

UNREADABLE = (
    "\x00",
    "\x07",
    "\x0b",
    "\r",
    "\x7f",
    "\x80",
    "\x85",
    "\x9f",
    "\u2028",
    "\ufeff",
    "\u202e",
    "\ufffe",
    "\ufdd0",
    "\U0001ffff",
    "\u200b",
    "\u200d",
    "\u200e",
    "\xad",
    "\U000e0041",
    "\ue000",
    "\U000f0000",
)
"""Characters that the strict loader refuses in every form."""


def readable(text: str) -> bool:
    return (
        text.strip() != ""
        and "\ufffd" not in text
        and unicodedata.is_normalized("NFC", text)
        and not any(pattern.search(text) for pattern in FORBIDDEN.values())
    )


TEXTS = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=30).filter(
    readable
)


def distinct(fields: Mapping[str, object]) -> bool:
    """Whether the strict loader takes all these keys for different ones."""
    return len({unicodedata.normalize("NFC", key).casefold() for key in fields}) == len(fields)


def collected(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4).filter(distinct)


VALUES: st.SearchStrategy[Any] = st.recursive(
    TEXTS | TEXTS.map(Quoted) | st.dates(date(1000, 1, 1)),
    lambda inner: collected(inner) | collected(inner).map(OneLine),
    max_leaves=15,
)


def plain(value: Any, *, days: bool) -> Any:
    """What a reader is to find; a day is a text for the strict loader."""
    match value:
        case OneLine():
            return plain(value.value, days=days)
        case str():
            return str(value)
        case date():
            return value if days else value.isoformat()
        case Mapping():
            return {str(key): plain(item, days=days) for key, item in value.items()}
        case _:
            return [plain(item, days=days) for item in value]


@given(collected(VALUES), st.sampled_from(['"', "'"]))
def test_whatever_is_written_is_read_back(value: Value, quote: Quote) -> None:
    node, problems = load("x.yaml", dump(value, quote=quote).encode())
    assert problems == []
    assert node is not None
    assert to_plain(node) == plain(value, days=False)


@given(collected(VALUES), st.sampled_from(['"', "'"]))
def test_other_readers_find_the_same(value: Value, quote: Quote) -> None:
    text = dump(value, quote=quote)
    assert yaml.safe_load(text) == plain(value, days=True)
    assert YAML(typ="safe", pure=True).load(StringIO(text)) == plain(value, days=True)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_the_same_in_every_place(text: str) -> None:
    places: list[Value] = [text, {text: text}, OneLine([text, {text: text}]), {"a": [text]}]
    for quote in ('"', "'"):
        node, problems = load("x.yaml", dump(places, quote=quote).encode())
        assert problems == []
        assert node is not None
        assert to_plain(node) == plain(places, days=False)


@given(TEXTS, st.sampled_from(UNREADABLE), TEXTS)
def test_what_the_loader_refuses_is_refused_after_writing_too(before: str, sign: str, after: str) -> None:
    for value in ({"a": f"{before}{sign}{after}"}, [OneLine({"a": f"{before}{sign}{after}"})]):
        _, problems = load("x.yaml", dump(value).encode())
        assert {problem.code for problem in problems} <= {
            "control-character",
            "bidi-character",
            "hidden-character",
            "private-character",
            "not-composed",
        }
        assert problems


@pytest.mark.parametrize("text", ["", " ", "\n", "\u00a0", "A\u0300", "\ufffd", chr(0xD800)])
def test_nothing_that_shows_nothing_is_taken(text: str) -> None:
    _, problems = load("x.yaml", dump({"a": text}).encode())
    assert problems


def test_the_style_is_that_of_the_data_files() -> None:
    task: dict[str, Value] = {
        "number": Quoted("VI.1"),
        "title": "Rà soát, sửa đổi; bãi bỏ (đợt 2) “theo kế hoạch”",
        "lead": OneLine(["so-noi-vu", "so-tu-phap"]),
        "deliverables": ["Kế hoạch: bản đầu", "Báo cáo"],
        "source": OneLine({"document": "5256-qd-ubnd-2025", "at": "Phụ lục I, mục 2", "row": "1.1"}),
        "date": date(2026, 3, 31),
        "uncertain": [],
    }
    assert dump([task, OneLine({"task": "1", "completed": "2026-03-31"})]) == (
        '- number: "VI.1"\n'
        "  title: Rà soát, sửa đổi; bãi bỏ (đợt 2) “theo kế hoạch”\n"
        "  lead: [so-noi-vu, so-tu-phap]\n"
        "  deliverables:\n"
        '    - "Kế hoạch: bản đầu"\n'
        "    - Báo cáo\n"
        '  source: {document: 5256-qd-ubnd-2025, at: "Phụ lục I, mục 2", row: "1.1"}\n'
        "  date: 2026-03-31\n"
        "  uncertain: []\n"
        '- {task: "1", completed: "2026-03-31"}\n'
    )
    assert (
        dump({"results": [OneLine({"task": "1"})]}, indent="  ", quote="'")
        == "  results:\n    - {task: '1'}\n"
    )
