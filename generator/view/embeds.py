"""Embeds, which other websites may show in a frame: a chart, or the badge of an agency or a plan."""

from dataclasses import dataclass

from generator.view import views


@dataclass(frozen=True, slots=True)
class ChartEmbed:
    """A chart on a page of its own, to be shown in a frame."""

    url: str
    page: views.Link
    """The place on the portal where the chart is shown."""
    chart: views.Chart
    documents: tuple[views.Link, ...]
    more: bool
    """Whether the chart is based on more documents than `documents` lists."""

    @property
    def title(self) -> str:
        """Title of the chart, a sentence with its finding."""
        return self.chart.title.text


@dataclass(frozen=True, slots=True)
class BadgeGroup:
    """A group of badges under one heading of the gallery."""

    id: str
    title: str
    place: int = 0
    """Position of the group on its page of the gallery (lowest first)."""


@dataclass(frozen=True, slots=True)
class BadgeEmbed:
    """The state of an agency's or a plan's tasks on a small card."""

    url: str
    page: views.Link
    group: BadgeGroup
    plan: views.Link
    """The plan whose tasks are counted; its text notes if our copy has no number and date."""
    role: str
    """Whether the agency leads the tasks or takes part in them; empty for a plan."""
    figures: tuple[views.Figure, ...]
    """The same figures as on the page."""
    key: tuple[tuple[views.Mark, views.Value], ...]
    """Number of tasks in each state; their sum is the first figure."""
    documents: tuple[views.Link, ...]
    gallery: str
    """Address of the gallery page that shows the badge with its code to copy."""
    holder: views.Link | None = None
    """The commune of a commune's unit, else None; units are so many that each commune has a gallery page."""

    @property
    def title(self) -> str:
        """Name of the agency or plan."""
        return self.page.text

    @property
    def marks(self) -> tuple[tuple[str, str], ...]:
        """Code and sign of the state of each task, one pair a task, grouped by state."""
        return tuple((mark.code, mark.sign) for mark, value in self.key for _ in range(int(value.machine)))

    @property
    def place(self) -> str:
        """Address of its place in the gallery; the anchor is the last part of its own address."""
        return f"{self.gallery}#{self.url.rstrip('/').rpartition('/')[2]}"


Embed = ChartEmbed | BadgeEmbed


@dataclass(frozen=True, slots=True)
class Embeds:
    """Every embed of a site."""

    charts: tuple[ChartEmbed, ...]
    badges: tuple[BadgeEmbed, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG file of an embed; width and height in pixels."""

    name: str
    data: bytes
    width: int
    """Pixels."""
    height: int
    style: str
    """The style sheet inside it."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The pictures and sizes of an embed, made before its page is rendered."""

    svgs: tuple[Picture, ...]
    """SVG files, the one for narrow columns first."""
    narrow: int
    """Height in pixels that its page needs in a narrow column."""
    wide: int
    """Height in pixels that its page needs in a column at least 600 pixels wide."""
    strip: str
    """SVG drawing of a badge; empty for a chart, which has its own."""
