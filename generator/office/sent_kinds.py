"""Tells a file that may be a form from what people send beside forms, by its name and first bytes.

A wrong guess does no harm: what may be a form is opened and refused in words if it is none, and everything
else is listed, so that whoever imports sees what was not read and why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal, TypeAlias

AsideReason: TypeAlias = Literal[
    "system", "lock", "hidden", "pdf", "picture", "mail", "word", "slides", "text", "page", "media", "link",
    "other", "folder-empty", "folder-hidden", "folder-numbers",
]  # fmt: skip
"""Why something that was sent is not read; its words are ``office.aside.<reason>``."""

SentKind: TypeAlias = AsideReason | Literal["form", "zip", "archive"]


@dataclass(frozen=True, slots=True, order=True)
class Aside:
    """Something among the files sent that is no form: it is listed and left where it is."""

    file: str
    """Name as messages show it."""
    reason: AsideReason


_ENDINGS: Mapping[SentKind, str] = {
    # A spreadsheet was meant to be read: it is read or refused, never left aside.
    "form": ".xlsx .xlsm .xltx .xltm .xls .xlt .xlsb .ods .ots .fods .csv .tsv .numbers .et .ett .gsheet",
    "zip": ".zip",
    "archive": ".rar .7z .tar .gz .tgz .bz2 .xz .zst .cab .iso",
    "pdf": ".pdf",
    "picture": ".png .jpg .jpeg .jfif .gif .bmp .tif .tiff .webp .heic .heif .svg .ico .psd .emf .wmf",
    "mail": ".eml .msg .mht .mhtml .pst .ost .mbox .emlx .ics .vcf .p7s .p7m",
    "word": ".doc .docx .docm .dot .dotx .dotm .rtf .odt .ott .wps .wpt .pages",
    "slides": ".ppt .pptx .pps .ppsx .pptm .odp .key",
    "text": ".txt .md .log .rst .ini .cfg",
    "page": ".htm .html .xhtml .xml .json .yaml .yml",
    "media": ".mp3 .mp4 .m4a .wav .avi .mov .mkv .amr .3gp .ogg .webm",
    "link": ".lnk .url .webloc .desktop",
}

_BY_ENDING = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()}

_SYSTEM = frozenset({
    "thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", ".localized", "icon\r", ".directory",
})  # fmt: skip
"""Files that Windows, macOS and Linux lay into folders by themselves, in lower case."""

_LOCKS = ("~$", ".~lock.", "~wrl", "~wrd")
"""How the names begin that Excel, Word and LibreOffice give to their lock and work files."""

_WORKBOOKS = (b"xl/workbook.", "Workbook".encode("utf-16-le"))
"""Names of parts that only workbooks have: those of Excel 2007 and later, those before."""


def kind_by_name(name: str) -> SentKind | None:
    """Return what a file is by its name alone; None if the name does not say.

    A spreadsheet's ending counts anywhere in the name: ``so-noi-vu.xlsx.crdownload`` was meant to be a form.
    """
    lower = name.lower()
    if lower in _SYSTEM or lower.startswith("._"):
        return "system"
    if lower.startswith(_LOCKS):
        return "lock"
    if lower.startswith("."):
        return "hidden"
    kinds = [_BY_ENDING.get(ending.rstrip()) for ending in PurePath(lower).suffixes]
    return "form" if "form" in kinds else kinds[-1] if kinds else None


def kind_of(name: str, data: bytes) -> SentKind:
    """Return what a file is; one whose name does not say is a form if it has the parts of a workbook."""
    by_name = kind_by_name(name)
    if by_name is not None:
        return by_name
    return "form" if any(part in data for part in _WORKBOOKS) else "other"
