"""Formatting by a paragraph's styles, as Word works it out."""

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator.office.word_styles import Styles, is_on


def test_styles_are_followed_to_their_base_and_never_in_a_circle() -> None:
    made = docx.Document()
    for own, base in (("A", "B"), ("B", "A")):
        made.styles.element.append(
            parse_xml(f'<w:style {nsdecls("w")} w:styleId="{own}"><w:basedOn w:val="{base}"/></w:style>')
        )
    assert len(list(Styles(made).chain("A"))) == 2
    assert list(Styles(made).chain("no such style")) == []


def test_the_mark_of_a_character_style_turns_over_that_of_a_paragraph_style() -> None:
    made = docx.Document()
    for kind in ("paragraph", "character"):
        made.styles.element.append(
            parse_xml(
                f'<w:style {nsdecls("w")} w:type="{kind}" w:styleId="X{kind}">'
                "<w:rPr><w:vanish/></w:rPr></w:style>"
            )
        )
    paragraph = made.add_paragraph()
    run = paragraph.add_run("x")
    styles = Styles(made)
    assert not styles.has(run._r, paragraph._p, "w:vanish")
    paragraph._p.style = "Xparagraph"
    assert styles.has(run._r, paragraph._p, "w:vanish")
    run._r.style = "Xcharacter"
    assert not styles.has(run._r, paragraph._p, "w:vanish")


@pytest.mark.parametrize(
    ("value", "on"), [("1", True), ("true", True), ("on", True), ("0", False), ("off", False)]
)
def test_values_of_marks(value: str, on: bool) -> None:  # noqa: FBT001
    assert is_on(value) is on
