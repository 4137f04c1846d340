"""How a state is drawn: fill, outline and ink as CSS variables, so that one file serves light and dark.

The same looks as the cells of the grid. A fill that is a pattern is written ``url(#code)``; `svg` makes
the pattern and an id of its own for each drawing.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paint:
    """Look of one state."""

    fill: str
    stroke: str
    ink: str
    """Colour of a number that stands on the fill."""
    halo: str
    """Colour around that number where the fill has a pattern; ``none`` elsewhere."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A fill that says the state without colour: a ground, and one shape repeated over it."""

    ground: str
    size: int
    turn: int
    """Degrees the whole pattern is turned by."""
    shape: str
    """``line`` (a stripe) or ``dot``."""
    width: float
    """Width of the stripe or diameter of the dot."""
    colour: str


PATTERNS: Mapping[str, Pattern] = {
    "partial": Pattern("var(--paper)", 12, -45, "line", 6, "var(--done-tint)"),
    "late": Pattern("var(--done-tint)", 6, 0, "dot", 2.2, "var(--flame)"),
    "overdue": Pattern("var(--flame)", 6, 0, "dot", 2, "var(--paper)"),
    "due_unreported": Pattern("var(--due-tint)", 6, -45, "line", 2, "var(--hatch)"),
    "due_soon": Pattern("var(--paper)", 6, 0, "line", 2, "var(--due-tint)"),
    "continuous": Pattern("var(--paper)", 6, 0, "dot", 2.2, "var(--cont)"),
    "not_computable": Pattern("var(--paper)", 7, 45, "line", 1, "var(--line)"),
    "covered": Pattern("var(--prog-tint)", 6, 90, "line", 1.5, "var(--paper)"),
}
"""Patterns by state code."""

PAINTS: Mapping[str, Paint] = {
    "partial": Paint("url(#partial)", "var(--done)", "var(--done)", "none"),
    "on_time": Paint("var(--done)", "var(--done)", "var(--paper)", "none"),
    "done": Paint("var(--done)", "var(--done)", "var(--paper)", "none"),
    "late": Paint("url(#late)", "var(--flame)", "var(--flame)", "var(--done-tint)"),
    "done_undated": Paint("var(--done-tint)", "var(--done)", "var(--done)", "none"),
    "overdue": Paint("url(#overdue)", "var(--flame)", "var(--paper)", "var(--flame)"),
    "due_unreported": Paint("url(#due_unreported)", "var(--due)", "var(--due)", "none"),
    "due_soon": Paint("url(#due_soon)", "var(--due)", "var(--due)", "none"),
    "not_due": Paint("var(--paper)", "var(--edge)", "var(--soft)", "none"),
    "continuous": Paint("url(#continuous)", "var(--cont)", "var(--cont)", "var(--paper)"),
    "not_computable": Paint("url(#not_computable)", "var(--edge)", "var(--soft)", "none"),
    "covered": Paint("url(#covered)", "var(--prog)", "var(--prog)", "none"),
}
"""Looks by state code; ``done`` and ``covered`` are groups of the chart of deadlines."""
