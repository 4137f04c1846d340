"""Colours are read from a style sheet by name, the dark ones where it names them."""

from pathlib import Path

from generator.charts.tokens import NAMED, tokens


def test_a_name_without_a_dark_colour_keeps_its_light_one(tmp_path: Path) -> None:
    sheet = tmp_path / "tokens.css"
    sheet.write_text(
        ":root { --ink: #111111; --sea: #0A5f6f; --gap: 4px }\n"
        "@media (prefers-color-scheme: dark) { :root { --ink: #eeeeee; } }\n",
        encoding="utf-8",
    )
    found = tokens(sheet)
    assert found.light == {"ink": "#111111", "sea": "#0A5f6f"}
    assert found.dark == {"ink": "#eeeeee", "sea": "#0A5f6f"}


def test_colours_of_a_drawing_are_found_by_name() -> None:
    assert NAMED.findall('<path fill="var(--sea-tint)" stroke="var(--sea)"/>') == ["sea-tint", "sea"]
