import re
from pathlib import Path
from typing import Literal

import pytest

from generator.data.catalogue import STRINGS, Catalogue
from generator.data.problems import ProblemError

PARTS = sorted({path.name.split(".")[0] for path in STRINGS.glob("*.yaml")})


def part(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")


def test_parts_are_merged(tmp_path: Path) -> None:
    part(tmp_path, "cli.vi.yaml", "cli:\n  done: Xong {count} trang.\n")
    part(tmp_path, "site.vi.yaml", "site:\n  title: Cổng minh bạch\n")
    part(tmp_path, "site.en.yaml", "site:\n  title: Portal\n")
    catalogue = Catalogue.load("vi", tmp_path)
    assert dict(catalogue.entries) == {"cli.done": "Xong {count} trang.", "site.title": "Cổng minh bạch"}
    assert catalogue.text("cli.done", count=3) == "Xong 3 trang."
    assert "site.title" in catalogue
    assert "site" not in catalogue
    assert Catalogue.load("en", tmp_path).text("site.title") == "Portal"


def test_missing_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match=r"site\.title"):
        Catalogue.load("vi", tmp_path).text("site.title")


def test_missing_parameter_is_named() -> None:
    with pytest.raises(KeyError, match="count"):
        Catalogue("vi", {"a": "{count} trang"}).text("a")


def test_parameters_may_be_called_key() -> None:
    assert Catalogue("vi", {"a": 'khóa "{key}"'}).text("a", key="lead") == 'khóa "lead"'


def test_braces_that_hold_no_name_are_text() -> None:
    catalogue = Catalogue("vi", {"a": "{} { {Tên} {0} {a.b} {x}"})
    assert catalogue.text("a", x=1) == "{} { {Tên} {0} {a.b} 1"
    assert catalogue.placeholders("a") == {"x"}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_text_has_a_placeholder_that_is_never_filled(lang: Literal["vi", "en"]) -> None:
    """A hyphen in a name makes it plain text: readers would see “{all-done}”."""
    never = re.compile(r"\{[a-z][a-z0-9_]*-[a-z0-9_-]*\}")
    assert never.search("Tính chung, {all-done}/{total} nhiệm vụ")
    assert [key for key, text in Catalogue.load(lang).entries.items() if never.search(text)] == []


def test_a_value_is_never_read_for_placeholders() -> None:
    assert Catalogue("vi", {"a": "{x}{y}"}).text("a", x="{y}", y="z") == "{y}z"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("site: [a, b]\n", "expected-mapping"),
        ("chữ\n", "expected-mapping"),
        ("site:\n  title: a\n  title: b\n", "duplicate-key"),
        ("site:\n  title: &a b\n", "anchor"),
    ],
)
def test_a_part_that_is_no_tree_of_texts(tmp_path: Path, text: str, code: str) -> None:
    part(tmp_path, "site.vi.yaml", text)
    with pytest.raises(ProblemError) as raised:
        Catalogue.load("vi", tmp_path)
    assert [problem.code for problem in raised.value.problems] == [code]
    assert raised.value.problems[0].path == "site.vi.yaml"


def test_a_key_in_two_parts(tmp_path: Path) -> None:
    part(tmp_path, "a.vi.yaml", "site:\n  title: a\n")
    part(tmp_path, "b.vi.yaml", "site:\n  title: b\n")
    with pytest.raises(ProblemError, match=r"b\.vi\.yaml:2:10: site\.title: string-twice"):
        Catalogue.load("vi", tmp_path)


@pytest.mark.parametrize("name", PARTS)
def test_both_languages_say_the_same(name: str, tmp_path: Path) -> None:
    for path in STRINGS.glob(f"{name}.*.yaml"):
        part(tmp_path, path.name, path.read_text(encoding="utf-8"))
    vietnamese, english = Catalogue.load("vi", tmp_path), Catalogue.load("en", tmp_path)
    assert vietnamese.entries.keys() == english.entries.keys()
    for key in vietnamese.entries:
        assert vietnamese.placeholders(key) == english.placeholders(key), key


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_problems_have_three_sentences(lang: str) -> None:
    catalogue = Catalogue.load("vi" if lang == "vi" else "en")
    parts: dict[str, set[str]] = {}
    for key, text in catalogue.entries.items():
        match = re.fullmatch(r"problems\.([a-z0-9-]+)\.(found|allowed|mend|mend_near)", key)
        if key.startswith("problems."):
            assert match, key
            parts.setdefault(match[1], set()).add(match[2])
            # The three are joined by "; " and closed by a full stop.
            assert "; " not in text, key
            assert not text.endswith("."), key
            assert not re.search(r"\b(str|dict|int|None|NoneType|YAML|scalar)\b", text), key
    assert all(sentences >= {"found", "allowed", "mend"} for sentences in parts.values())
    for code, sentences in parts.items():
        if "mend_near" in sentences:
            assert "near" in catalogue.placeholders(f"problems.{code}.mend_near")
