"""Characters that no text of the portal may hold, wherever it comes from: data files, cells, Word, tables.

They are written out here instead of asked from Python's Unicode tables, so that a text is judged alike
whatever version of Unicode a machine has.
"""

import re

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)

_EMOJI = "\u2194-\u2bff\U0001f000-\U0001faff"

FORBIDDEN = {
    "control-character": re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff{_NONCHARACTERS}]"),
    "bidi-character": re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"),
    "hidden-character": re.compile(
        # What Unicode says is shown as nothing: joiners, fillers, and tags, a whole alphabet of them.
        "[\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0d"
        "\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
        # A sign that chooses between the two shapes of a symbol may follow a symbol, or stand in a key (1️⃣).
        "|(?<![\xa9\xae\u203c-\u3299\U0001f000-\U0001faff])(?!(?<=[0-9#*])\ufe0f\u20e3)[\ufe0e\ufe0f]"
        # Emoji may be joined into one (a family, a profession), and nothing else may be joined.
        f"|(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])"
    ),
    "private-character": re.compile("[\ud800-\udfff\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]"),
}
"""Characters by problem code.

- control: taken by some programs only for a line end or for nothing at all;
- bidi: they change the direction of the text;
- hidden: they show nothing, so that words that look equal differ;
- private: without a meaning outside one font, or one half of a pair (surrogates).
"""


def forbidden(text: str) -> tuple[str, str] | None:
    """Return the code and the character of the first forbidden character in a text; None if there is none."""
    if text.isascii() and text.isprintable():
        return None
    found = [
        (match.start(), code, match[0]) for code, sign in FORBIDDEN.items() if (match := sign.search(text))
    ]
    if not found:
        return None
    _, code, character = min(found)
    return code, character
