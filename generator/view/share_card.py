"""Text of the picture that a shared link to a page shows; every card also gets the site's name and date."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.view import views


@dataclass(frozen=True, slots=True)
class ShareCard:
    """Text of one page's card."""

    title: str
    kicker: str = ""
    """Small text above the title: the kind of page."""
    about: str = ""
    """Whom or what the figures are about; empty if the title names it."""
    figures: tuple[tuple[str, str], ...] = ()
    """Numbers as text, each with the words that explain it."""
    lines: tuple[str, ...] = ()
    """Sentences under the figures, or instead of them."""
    note: str = ""
    """Important remark, e.g. that a plan has no number and date yet."""


SHOWN = 4
"""Most figures on a card; the first ones say what is late."""


def numbers(figures: Sequence[views.Figure]) -> tuple[tuple[str, str], ...]:
    """Figures of a page as pairs of number and words (`ShareCard.figures`)."""
    return tuple((f"{figure.value.text} {figure.suffix}".strip(), figure.words) for figure in figures[:SHOWN])
