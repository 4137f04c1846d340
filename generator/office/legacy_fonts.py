"""Turns text of fonts from before Unicode into Unicode: TCVN3 (“.VnTime”) and VNI (“VNI-Times”).

Such a font draws Vietnamese letters at the places of Western ones, so “Së Néi vô” in .VnTime is printed as
“Sở Nội vụ”. The tables are those of TCVN 5712:1993 (VN3) and of VNI for Windows.
"""

import re
import unicodedata

_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_VNI_LETTERS = dict(zip("ôöñíìæóòîÔÖÑÍÌÆÓÒÎ", "ơưđíìỉĩịỵƠƯĐÍÌỈĨỊỴ", strict=True))
_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT, _ROOF, _BOWL = "\u0301\u0300\u0309\u0303\u0323\u0302\u0306"
_VNI_MARKS = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _ROOF, "á": _ROOF + _ACUTE, "à": _ROOF + _GRAVE, "å": _ROOF + _HOOK, "ã": _ROOF + _TILDE,
    "ä": _ROOF + _DOT,
    "ê": _BOWL, "é": _BOWL + _ACUTE, "è": _BOWL + _GRAVE, "ú": _BOWL + _HOOK, "ü": _BOWL + _TILDE,
    "ë": _BOWL + _DOT,
}  # fmt: skip
_VNI_SIGN = re.compile(
    f"(?=[aeouyôöAEOUYÔÖ{''.join(_VNI_LETTERS)}])(.)"
    f"((?<=[aeouyôöAEOUYÔÖ])[{''.join(_VNI_MARKS)}{''.join(_VNI_MARKS).upper()}])?"
)
_UNKNOWN = re.compile(
    r"vps[ -]|vn(?:times?|arial|helv|book|centu|cour|u[ -])|vietware|bk ?hcm|viscii|vi ?times"
)
"""Beginnings of fonts with other tables, which are refused."""


def encoding_of(font: str) -> str:
    """Return how a font is read: ``tcvn3``, ``tcvn3-capitals``, ``vni``, ``unknown``; "" for Unicode."""
    name = font.strip().casefold()
    if name.startswith(".vn"):
        return "tcvn3-capitals" if name.endswith("h") else "tcvn3"
    if name.startswith(("vni-", "vni ")):
        return "vni"
    return "unknown" if _UNKNOWN.match(name) else ""


def has_legacy(text: str) -> bool:
    """Whether a text has letters that such fonts draw in their own way."""
    return any("\x80" <= letter <= "\xff" for letter in text if letter != "\xa0")


def is_unicode(text: str) -> bool:
    """Whether a text has Vietnamese letters that no such font has: it was typed in Unicode."""
    return any(letter in "ăĂđĐơƠưƯ" or "\u1ea0" <= letter <= "\u1ef9" for letter in text)


def converted(text: str, encoding: str) -> str:
    """Return a text in Unicode (NFC); letters that are Vietnamese already stay."""
    match encoding:
        case "tcvn3":
            return "".join(_TCVN3.get(letter, letter) for letter in text)
        case "tcvn3-capitals":
            return converted(text, "tcvn3").upper()
        case "vni":
            return unicodedata.normalize("NFC", _vni(text))
        case _:
            return text


def _vni(text: str) -> str:
    # A pair first, else a letter that is drawn alone: “ô” is ơ, but “oâ” is ô.
    return _VNI_SIGN.sub(_vni_letter, text)


def _vni_letter(found: re.Match[str]) -> str:
    letter = _VNI_LETTERS.get(found[1], found[1])
    return f"{letter}{_VNI_MARKS[found[2].lower()]}" if found[2] else letter
