"""How each state is drawn: fill, outline and text colour, the same as in the grid of tasks.

Colours are CSS variables, so that one drawing serves the light and the dark theme. A pattern is referred to
as ``url(#code)``; `svg` adds its definition, with an id unique to the drawing.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours of one state."""

    fill: str
    stroke: str
    ink: str
    """Colour of a number written on the fill."""
    halo: str
    """Colour of an outline that keeps that number readable on a pattern; ``none`` where not needed."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A fill that shows the state without relying on colour: a background with a repeated shape."""

    ground: str
    """Background colour."""
    size: int
    """Width and height of one repeat, in pixels."""
    turn: int
    """Rotation of the whole pattern, in degrees."""
    shape: str
    """``line`` (a stripe) or ``dot``."""
    width: float
    """Width of the stripe or diameter of the dot, in pixels."""
    colour: str


PATTERNS: Mapping[str, Pattern] = {
    "done_late": Pattern("var(--paper)", 8, -45, "line", 4, "var(--done-tint)"),
    "overdue": Pattern("var(--flame)", 6, 0, "dot", 2, "var(--paper)"),
    "due_unreported": Pattern("var(--due-tint)", 6, -45, "line", 2, "var(--hatch)"),
    "due": Pattern("var(--paper)", 6, 0, "line", 2, "var(--due-tint)"),
    "continuous": Pattern("var(--paper)", 6, 0, "dot", 2.2, "var(--cont)"),
    "not_computable": Pattern("var(--paper)", 7, 45, "line", 1, "var(--line)"),
    "stopped": Pattern("var(--wash)", 8, 90, "line", 1, "var(--edge)"),
    "merged": Pattern("var(--wash)", 8, 45, "dot", 1.6, "var(--edge)"),
    "covered": Pattern("var(--prog-tint)", 6, 90, "line", 1.5, "var(--paper)"),
}
"""Patterns by state code."""

PAINTS: Mapping[str, Paint] = {
    "done": Paint("var(--done)", "var(--done)", "var(--paper)", "none"),
    "done_late": Paint("url(#done_late)", "var(--done)", "var(--done)", "none"),
    "overdue": Paint("url(#overdue)", "var(--flame)", "var(--paper)", "var(--flame)"),
    "due_unreported": Paint("url(#due_unreported)", "var(--due)", "var(--due)", "none"),
    "due": Paint("url(#due)", "var(--due)", "var(--due)", "none"),
    "not_due": Paint("var(--paper)", "var(--edge)", "var(--soft)", "none"),
    "continuous": Paint("url(#continuous)", "var(--cont)", "var(--cont)", "var(--paper)"),
    "not_computable": Paint("url(#not_computable)", "var(--edge)", "var(--soft)", "none"),
    "withdrawn": Paint("var(--wash)", "var(--edge)", "var(--soft)", "none"),
    "stopped": Paint("url(#stopped)", "var(--edge)", "var(--soft)", "none"),
    "merged": Paint("url(#merged)", "var(--edge)", "var(--soft)", "none"),
    "covered": Paint("url(#covered)", "var(--prog)", "var(--prog)", "none"),
}
"""Colours by place; ``covered`` occurs only in the chart of deadlines by month."""
