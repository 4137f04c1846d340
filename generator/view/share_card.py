"""What the picture of a shared link says of a page; the site's name and day are added to every card."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.view import views


@dataclass(frozen=True, slots=True)
class ShareCard:
    """Words of one page's card."""

    title: str
    kicker: str = ""
    """Small words above the title: what sort of page it is."""
    about: str = ""
    """Whose figures these are; empty where the title says it."""
    figures: tuple[tuple[str, str], ...] = ()
    """Numbers with their words."""
    lines: tuple[str, ...] = ()
    """Sentences under the figures, or instead of them."""
    note: str = ""
    """What must not be missed, e.g. that a plan has no number and date yet."""


def numbers(figures: Sequence[views.Figure]) -> tuple[tuple[str, str], ...]:
    """Figures of a page as a card shows them: number and words."""
    return tuple((f"{figure.value.text} {figure.suffix}".strip(), figure.words) for figure in figures)
