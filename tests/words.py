"""What is looked for in words that readers see: settled terms (docs/terms.yaml), quotes, accents, months."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from tests.paths import ROOT

TERMS: dict[str, Any] = yaml.safe_load((ROOT / "docs/terms.yaml").read_text(encoding="utf-8"))
ACCENT_ON_LAST = re.compile(r"\b\w*(?:o[àáảãạèéẻẽẹ]|(?<![qQ])u[ỳýỷỹỵ])\b", re.IGNORECASE)
MONTH_OF_ONE_DIGIT = re.compile(r"(?<![\d/.])[1-9]/20\d\d\b")


def uses(text: str, words: str, allowed: tuple[str, ...] = ()) -> bool:
    """Whether a text has the words, whole and in any case, outside the phrases that may have them."""
    for phrase in allowed:
        text = re.sub(re.escape(phrase), "", text, flags=re.IGNORECASE)
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None


def unsettled(text: str, term: dict[str, Any]) -> Iterator[str]:
    """The ways of saying it that the term is said instead of."""
    yield from (words for words in term["not"] if uses(text, words, tuple(term.get("allowed", ()))))


def faults(text: str) -> Iterator[str]:
    """Everything in a text that is not written the one way."""
    for term in TERMS["terms"]:
        yield from unsettled(text, term)
    yield from ACCENT_ON_LAST.findall(text)
    yield from MONTH_OF_ONE_DIGIT.findall(text)
    yield from re.findall('"', text)
