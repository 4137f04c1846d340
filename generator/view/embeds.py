"""What other people's pages may show of ours: a chart, or the badge of an agency or a plan."""

from dataclasses import dataclass

from generator.view import views


@dataclass(frozen=True, slots=True)
class ChartEmbed:
    """A chart by itself."""

    url: str
    page: views.Link
    """The place on the portal where it stands."""
    chart: views.Chart
    documents: tuple[views.Link, ...]
    more: bool
    """Whether there are more documents than it names."""

    @property
    def title(self) -> str:
        """The finding."""
        return self.chart.title


@dataclass(frozen=True, slots=True)
class BadgeGroup:
    """Badges of one sort, under a heading of the gallery."""

    id: str
    title: str
    place: int = 0
    """Groups of a page of the gallery stand in this order."""


@dataclass(frozen=True, slots=True)
class BadgeEmbed:
    """Where an agency's or a plan's tasks stand, on the size of a card."""

    url: str
    page: views.Link
    group: BadgeGroup
    plan: views.Link
    """Whose tasks are counted, with the note that the copy has no number and date where that is so."""
    role: str
    """Whether the agency leads them or shares them; empty for a plan."""
    figures: tuple[views.Figure, ...]
    """The same as on the page."""
    key: tuple[tuple[views.Mark, views.Value], ...]
    """Tasks by state: their sum is the first figure."""
    documents: tuple[views.Link, ...]
    gallery: str
    """Address of the page of the gallery where it is shown with its line to copy."""
    more: bool = False
    holder: views.Link | None = None
    """The commune whose unit it is: a city has a thousand of them, so each commune's have a page."""

    @property
    def title(self) -> str:
        """Name of the agency or plan."""
        return self.page.text

    @property
    def marks(self) -> tuple[tuple[str, str], ...]:
        """Code and sign of each task, those of one state together."""
        return tuple((mark.code, mark.sign) for mark, value in self.key for _ in range(int(value.machine)))

    @property
    def place(self) -> str:
        """Its place in the gallery: the anchor is the last part of its own address."""
        return f"{self.gallery}#{self.url.rstrip('/').rpartition('/')[2]}"


Embed = ChartEmbed | BadgeEmbed


@dataclass(frozen=True, slots=True)
class Embeds:
    """Every embed of a site."""

    charts: tuple[ChartEmbed, ...]
    badges: tuple[BadgeEmbed, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG file of an embed."""

    name: str
    data: bytes
    width: int
    """In pixels."""
    height: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is made of an embed before its page is."""

    svgs: tuple[Picture, ...]
    """The one for a narrow column first."""
    narrow: int
    """Pixels of height that its page needs in a narrow column."""
    wide: int
    """In one of 600 pixels and more."""
    strip: str
    """The drawing of a badge; empty for a chart, which brings its own."""
