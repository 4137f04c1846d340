"""Abbreviations are explained where a page uses them, without script, and official wording stays as it is."""

from pathlib import Path

import pytest
from lxml import html

from generator.data.catalogue import Catalogue
from generator.model.portal import Portal
from generator.view.rendering import make_environment
from generator.view.terms import Abbreviation, Terms

TERMS = Terms(
    tuple(
        Abbreviation(word, f"{word} đầy đủ", "", "", f"thuat-ngu/#{word}")
        for word in ("UBND", "PAR Index", "AI", "TTHC")
    )
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("UBND xã giải quyết TTHC.", ["UBND", "TTHC"]),
        ("5256/QĐ-UBND", []),
        ("Ai làm? AIDS, AI&PAR\N{NO-BREAK SPACE}Index", ["PAR Index", "AI"]),
        ("PAR\n  Index", ["PAR Index"]),
    ],
)
def test_terms_are_words_of_the_text(text: str, words: list[str]) -> None:
    assert [term.term for term in TERMS.used_in([text])] == words


def test_two_texts_make_no_term() -> None:
    assert TERMS.used_in(["PAR", "Index"]) == ()


def test_texts_are_noted_as_they_are_printed(tmp_path: Path) -> None:
    (tmp_path / "macros.j2").write_text("{% macro line(words) %}<b>{{ words }}</b>{% endmacro %}", "utf-8")
    (tmp_path / "page.j2").write_text(
        '{% from "macros.j2" import line with context %}'
        "<p id='AI'>{{ line(name) }}{{ t('shell.receipt.source') }} {{ 7 }} {{ unseen | e }}</p>",
        "utf-8",
    )
    texts: set[str] = set()
    template = make_environment(Catalogue.load("vi"), tmp_path).get_template("page.j2")
    assert template.render(name="UBND & TTHC", unseen="PCI", texts=texts) == (
        "<p id='AI'><b>UBND &amp; TTHC</b>Nguồn 7 PCI</p>"
    )
    assert texts == {"UBND & TTHC", "Nguồn"}


def test_no_terms_no_search() -> None:
    assert Terms(()).used_in(["UBND"]) == ()


def test_every_listed_term_is_used_and_leads_to_its_entry(real_site: Path, real_portal: Portal) -> None:
    full = {term.record.term: term.record.full for term in real_portal.glossary if term.record.full}
    entries = set(html.parse(str(real_site / "thuat-ngu" / "index.html")).xpath("//main//@id"))
    listed = 0
    for path in sorted(real_site.rglob("index.html")):
        tree = html.parse(str(path))
        for row in tree.xpath("//details[@class='abbreviations']//dl/div"):
            word, meaning = row.findtext("dt/a"), row.find("dd").text_content()
            assert meaning.startswith(str(full[word])), path
            assert row.find("dt/a").get("href").partition("#")[2] in entries, (path, word)
            listed += 1
    assert listed > 500


@pytest.mark.parametrize(
    ("page", "word"),
    [
        ("", "PAR Index"),
        ("chi-so", "SIPAS"),
        ("ke-hoach/khuc-thua-du-2025", "CCHC"),
        ("nhiem-vu/tp-2026/1", "CCHC"),
        ("co-quan/so-noi-vu", "CCHC"),
        ("linh-vuc/thu-tuc-hanh-chinh", "TTHC"),
    ],
)
def test_pages_list_what_they_use(real_site: Path, page: str, word: str) -> None:
    tree = html.parse(str(real_site / page / "index.html"))
    assert word in tree.xpath("//details[@class='abbreviations']//dt/a/text()")
    above = (real_site / page / "index.html").read_text(encoding="utf-8").split('<details class="abbr')[0]
    assert word in "".join(html.fragment_fromstring(above, create_parent="div").itertext())


def test_foreign_names_say_their_language(real_site: Path) -> None:
    tree = html.parse(str(real_site / "index.html"))
    names = tree.xpath("//main//span[@lang='en']/text()")
    assert "Satisfaction Index of Public Administrative Services" in names
