"""Words that readers see: one term for one thing (docs/terms.yaml), one way of quotes and of accents."""

import re
from collections.abc import Iterator
from typing import Any

import click
import pytest
import yaml

from generator.cli import main
from generator.data.catalogue import Catalogue
from tests.paths import ROOT
from tests.words import ACCENT_ON_LAST, MONTH_OF_ONE_DIGIT, TERMS, faults, unsettled, uses

# What readers type to search, or agencies into a form, is theirs: every way of saying it is right there.
TYPED = re.compile(r"(^|\.)(words|search-words|page-words|everyday|state-words)(\.|$)")
# Commands, programs and what is typed into a file keep the quotes of their language.
CODE = re.compile(r"^(api\.example|opendata\.code)\.")
COMMANDS = re.compile(
    r'--(?:correct|choose) "[^"]*"|GIT_DEPTH: "0"|`[^`]*`|```.*?```|<[^>]*>|\[[^]]*\]\([^)]*\)', re.DOTALL
)
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
TAGS = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>|[\w-]+=\"[^\"]*\"", re.DOTALL)


def catalogue_texts() -> Iterator[tuple[str, str]]:
    """Each Vietnamese text of the catalogue, with its key."""
    yield from Catalogue.load("vi").entries.items()


def written_texts() -> Iterator[tuple[str, str]]:
    """Pages and guides written by hand, and the explanations of the glossary, with their file."""
    for path in (*sorted((ROOT / "content").glob("*.md")), ROOT / "data/README.md"):
        yield path.name, path.read_text(encoding="utf-8")
    for term in yaml.safe_load((ROOT / "data/glossary.yaml").read_text(encoding="utf-8")):
        yield f"glossary: {term['term']}", "\n".join((term["term"], term["explanation"]))


def template_texts() -> Iterator[tuple[str, str]]:
    """Literal text of templates, without what Jinja fills in, tags and attributes.

    Settings of web servers and pictures are no prose.
    """
    for path in sorted((ROOT / "site_templates").rglob("*.j2")):
        if path.parent.name in {"hosts", "cards"}:
            continue
        yield path.name, TAGS.sub(" ", JINJA.sub("", path.read_text(encoding="utf-8")))


def command_texts(command: click.Command = main, name: str = "portal") -> Iterator[tuple[str, str]]:
    """What ``--help`` says of a command, its options and the commands under it."""
    yield name, command.help or ""
    for option in command.params:
        yield f"{name} {option.name}", getattr(option, "help", None) or ""
    if isinstance(command, click.Group):
        for below, each in command.commands.items():
            yield from command_texts(each, f"{name} {below}")


TEXTS = {
    name: text
    for name, text in (*catalogue_texts(), *written_texts(), *template_texts(), *command_texts())
    if not TYPED.search(name) and not CODE.match(name)
}


@pytest.mark.parametrize("term", TERMS["terms"], ids=lambda term: term["use"])
def test_one_term_for_one_thing(term: dict[str, Any]) -> None:
    assert [f"{name}: {words}" for name, text in TEXTS.items() for words in unsettled(text, term)] == []


@pytest.mark.parametrize("term", TERMS["terms"], ids=lambda term: term["use"])
def test_one_english_term_for_each_vietnamese_one(term: dict[str, Any]) -> None:
    assert ("en" in term) is ("only_vi" not in term)
    english = Catalogue.load("en").entries
    for vietnamese, settled in term.get("en", {}).items():
        said = {name: english[name] for name, text in catalogue_texts() if vietnamese in text.lower()}
        assert said, vietnamese
        assert {n: t for n, t in said.items() if not any(words in t.lower() for words in settled)} == {}
    refused = term.get("en_not", ())
    assert [f"{n}: {words}" for n, text in english.items() for words in refused if uses(text, words)] == []


@pytest.mark.parametrize("row", TERMS["proposals"], ids=lambda row: row["now"])
def test_each_proposal_is_held_by_a_term_or_refused_with_a_reason(row: dict[str, str]) -> None:
    terms = {term["use"]: term for term in TERMS["terms"]}
    assert "held" in row or row["refused"]
    if "held" in row:
        assert [
            text for text in row["now"].split(" / ") if not any(unsettled(text, terms[row["held"]]))
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
        if uses(text, words, tuple(TERMS["allowed_in_word_reports"]))
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


def test_notes_of_editors_are_written_one_way() -> None:
    """Terms, accents and months outside what they quote; quotes everywhere."""
    files = [path for path in (ROOT / "data").rglob("*.yaml") if "snapshots" not in path.parts]
    trees = [yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in files]
    written = [note for tree in trees for note in notes(tree)]
    assert len(written) > 100
    assert [note for note in written if '"' in note] == []
    found = {note: list(faults(re.sub("“[^”]*”", "…", note))) for note in written}
    assert {note: words for note, words in found.items() if words} == {}


def test_accents_stand_on_the_first_vowel() -> None:
    found = {name: ACCENT_ON_LAST.findall(text) for name, text in TEXTS.items()}
    assert {name: words for name, words in found.items() if words} == {}
    assert ACCENT_ON_LAST.findall("thuỷ khoá uỷ quý quỹ thủy khóa") == ["thuỷ", "khoá", "uỷ"]


def test_months_have_two_digits() -> None:
    assert [name for name, text in TEXTS.items() if MONTH_OF_ONE_DIGIT.search(text)] == []
    assert MONTH_OF_ONE_DIGIT.search("tháng 7/2025")
    assert not MONTH_OF_ONE_DIGIT.search("20/7/2025, 07/2025")
