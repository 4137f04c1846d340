"""Which characters no text may hold: those that show nothing, but not those that join emoji."""

import pytest

from generator.data.characters import forbidden


@pytest.mark.parametrize(
    "text",
    [
        "👨\u200d👩\u200d👧 gia đình", "👩🏽\u200d⚕\ufe0f", "❤\ufe0f\u200d🔥", "🏳\ufe0f\u200d🌈",
        "🐈\u200d⬛", "1\ufe0f\u20e3", "⚠\ufe0f",
        "🇻🇳", "a\tb\nc", "\u00a0", "e\u0301\u0302", "𠀀",
    ],
)  # fmt: skip
def test_what_shows_is_allowed(text: str) -> None:
    assert forbidden(text) is None


@pytest.mark.parametrize(
    ("text", "code", "character"),
    [
        ("a\u200db", "hidden-character", "\u200d"),
        ("👨\u200d", "hidden-character", "\u200d"),
        ("\u200d👨", "hidden-character", "\u200d"),
        ("👨\u200d\u200d👩", "hidden-character", "\u200d"),
        ("👨\u200d a", "hidden-character", "\u200d"),
        ("1\u200d2", "hidden-character", "\u200d"),
        ("1\ufe0f", "hidden-character", "\ufe0f"),
        ("a\ufe0f\u20e3", "hidden-character", "\ufe0f"),
        ("a\ufe0f\u200d👩", "hidden-character", "\ufe0f"),
        ("👨\ufe00", "hidden-character", "\ufe00"),
        ("🏴\U000e0067\U000e007f", "hidden-character", "\U000e0067"),
        ("a\u200c", "hidden-character", "\u200c"),
        ("a\u200bb", "hidden-character", "\u200b"),
        ("\ufeffa", "control-character", "\ufeff"),
        ("a\u2028b", "control-character", "\u2028"),
        ("a\x0bb\x0c", "control-character", "\x0b"),
        ("a\rb", "control-character", "\r"),
        ("\ud83d", "private-character", "\ud83d"),
    ],
)
def test_what_shows_nothing_is_found(text: str, code: str, character: str) -> None:
    assert forbidden(text) == (code, character)
