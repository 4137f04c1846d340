"""Words that readers see: one term for one thing (docs/terms.yaml), one way of quotes and of accents."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from generator.data.catalogue import Catalogue
from tests.paths import ROOT

TERMS: dict[str, Any] = yaml.safe_load((ROOT / "docs/terms.yaml").read_text(encoding="utf-8"))
# What readers type to search, or agencies into a form, is theirs: every way of saying it is right there.
TYPED = re.compile(r"(^|\.)(words|search-words|page-words|everyday|state-words)(\.|$)")
# Commands, programs and what is typed into a file keep the quotes of their language.
CODE = re.compile(r"^(api\.example|opendata\.code)\.")
COMMANDS = re.compile(
    r'--correct "[^"]*"|GIT_DEPTH: "0"|`[^`]*`|```.*?```|<[^>]*>|\[[^]]*\]\([^)]*\)', re.DOTALL
)
ACCENT_ON_LAST = re.compile(r"\b\w*(?:o[àáảãạèéẻẽẹ]|(?<![qQ])u[ỳýỷỹỵ])\b", re.IGNORECASE)
MONTH_OF_ONE_DIGIT = re.compile(r"(?<![\d/.])[1-9]/20\d\d\b")


def catalogue_texts() -> Iterator[tuple[str, str]]:
    """Each Vietnamese text of the catalogue, with its key."""
    yield from Catalogue.load("vi").entries.items()


def written_texts() -> Iterator[tuple[str, str]]:
    """Pages and guides written by hand, and the explanations of the glossary, with their file."""
    for path in (*sorted((ROOT / "content").glob("*.md")), ROOT / "data/README.md"):
        yield path.name, path.read_text(encoding="utf-8")
    for term in yaml.safe_load((ROOT / "data/glossary.yaml").read_text(encoding="utf-8")):
        yield f"glossary: {term['term']}", "\n".join((term["term"], term["explanation"]))


TEXTS = {
    name: text
    for name, text in (*catalogue_texts(), *written_texts())
    if not TYPED.search(name) and not CODE.match(name)
}


def uses(text: str, words: str, allowed: tuple[str, ...] = ()) -> bool:
    """Whether a text has the words, whole and in any case, outside the phrases that may have them."""
    for phrase in allowed:
        text = re.sub(re.escape(phrase), "", text, flags=re.IGNORECASE)
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None


@pytest.mark.parametrize("term", TERMS["terms"], ids=lambda term: term["use"])
def test_one_term_for_one_thing(term: dict[str, Any]) -> None:
    allowed = tuple(term.get("allowed", ()))
    assert [
        f"{name}: {words}"
        for name, text in TEXTS.items()
        for words in term["not"]
        if uses(text, words, allowed)
    ] == []


@pytest.mark.parametrize("term", [t for t in TERMS["terms"] if "en" in t], ids=lambda term: term["vi"])
def test_one_english_term_for_each_vietnamese_one(term: dict[str, Any]) -> None:
    english = Catalogue.load("en").entries
    assert [
        f"{name}: {english[name]}"
        for name, text in catalogue_texts()
        if term["vi"] in text.lower() and not any(words in english[name].lower() for words in term["en"])
    ] == []
    assert [
        f"{name}: {words}"
        for name, text in english.items()
        for words in term.get("en_not", ())
        if uses(text, words)
    ] == []


def test_words_are_found_whole_and_outside_what_is_allowed() -> None:
    assert uses("Bản chữ cổng giữ", "bản chữ")
    assert not uses("văn bản chữa", "bản chữ")
    assert not uses("ở nơi khác trong tệp", "nơi khác", ("ở nơi khác",))
    assert uses("ở nơi khác, và nơi khác", "nơi khác", ("ở nơi khác",))


def test_word_reports_have_no_word_of_the_portal() -> None:
    report = {name: text for name, text in TEXTS.items() if name.startswith("report.") and "." in name[7:]}
    assert len(report) > 50
    assert [
        f"{name}: {words}"
        for name, text in report.items()
        for words in TERMS["not_in_word_reports"]
        if uses(text, words)
    ] == []


def test_prose_quotes_with_curly_quotes() -> None:
    prose = {name: COMMANDS.sub("", text) for name, text in TEXTS.items()}
    assert [
        name for name, text in prose.items() if '"' in re.sub(r"\A---.*?---", "", text, flags=re.DOTALL)
    ] == []


def notes(node: Any) -> Iterator[str]:
    """What editors wrote about records: notes, and statements on contradictions."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in {"note", "statement", "explanation"} and isinstance(value, str):
                yield value
            else:
                yield from notes(value)
    elif isinstance(node, list):
        for item in node:
            yield from notes(item)


def test_notes_of_editors_quote_with_curly_quotes() -> None:
    files = [path for path in (ROOT / "data").rglob("*.yaml") if "snapshots" not in path.parts]
    written = [note for path in files for note in notes(yaml.safe_load(path.read_text(encoding="utf-8")))]
    assert len(written) > 100
    assert [note for note in written if '"' in note] == []


def test_accents_stand_on_the_first_vowel() -> None:
    found = {name: ACCENT_ON_LAST.findall(text) for name, text in TEXTS.items()}
    assert {name: words for name, words in found.items() if words} == {}
    assert ACCENT_ON_LAST.findall("thuỷ khoá uỷ quý quỹ thủy khóa") == ["thuỷ", "khoá", "uỷ"]


def test_months_have_two_digits() -> None:
    assert [name for name, text in TEXTS.items() if MONTH_OF_ONE_DIGIT.search(text)] == []
    assert MONTH_OF_ONE_DIGIT.search("tháng 7/2025")
    assert not MONTH_OF_ONE_DIGIT.search("20/7/2025, 07/2025")
