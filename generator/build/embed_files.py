"""The embeds as files: a page without our shell and its SVG for each chart and badge.

The drawings are those of the pages; nothing is drawn a second time.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.charts.standalone import NARROW_MARGIN, WIDE_MARGIN, Text, Words, alone, height
from generator.charts.svg import cells, size_of
from generator.data.catalogue import TextOf
from generator.measures.metrics import Measured
from generator.model import wording
from generator.view.embeds import BadgeEmbed, ChartEmbed, Embed, Embeds, Picture, Prepared
from generator.view.site import PageSpec, SiteFile

Render = Callable[[PageSpec, str], bytes]
"""Gives the HTML of an embed and of a drawing made for it."""

NO_SIGN = "□"
"""In a key, for the state whose cells are empty."""

NARROW_WIDTHS, WIDE_WIDTHS = (280, 320, 360, 480, 599), (600, 680)
"""Widths of columns that a page must fit in; the layout changes at 600."""

ACROSS = 12
"""Cells in a row of a badge."""

MOST_CELLS = 120
"""Of more tasks than this a badge shows the counts alone."""


def prepared(measured: Measured, t: TextOf, site_url: str, embeds: Embeds) -> dict[str, Prepared]:
    """SVG files and heights of each embed by its address."""
    site = _Site(measured, t, site_url)
    found = {chart.url: site.chart(chart) for chart in embeds.charts}
    return found | {badge.url: site.badge(badge) for badge in embeds.badges}


def files(t: TextOf, embeds: Embeds, made: Mapping[str, Prepared], render: Render) -> Iterator[SiteFile]:
    """Page and SVG of each embed."""
    for chart in embeds.charts:
        yield from _files(t, "chart", chart, made[chart.url], render)
    for badge in embeds.badges:
        yield from _files(t, "badge", badge, made[badge.url], render)


def _files(t: TextOf, key: str, embed: Embed, made: Prepared, render: Render) -> Iterator[SiteFile]:
    spec = PageSpec(
        url=embed.url,
        title=t(f"embeds.{key}-title", title=embed.title, page=embed.page.text),
        description=t(f"embeds.{key}-description", page=embed.page.text),
        section="",
        template=f"{key}.html.j2",
        view=embed,
        robots="noindex",
    )
    yield SiteFile(f"{embed.url}index.html", render(spec, made.strip), embed.page.url)
    for picture in made.svgs:
        yield SiteFile(f"{embed.url}{picture.name}", picture.data, embed.page.url)


@dataclass(frozen=True, slots=True)
class _Site:
    """What every embed says of the site it comes from."""

    measured: Measured
    t: TextOf
    site_url: str

    def chart(self, embed: ChartEmbed) -> Prepared:
        """A chart: two drawings of it, and the heights of its page."""
        chart, foot = embed.chart, self.foot(embed)
        words = Words(self.warning, embed.title, "", (), (chart.description,), foot)
        summary = Text(f"▸ {self.t('embeds.table')}", 13, 1.85)
        texts = [*self.head(embed), Text(chart.description, 13), summary, *self.last_lines(foot)]
        return Prepared(
            svgs=(
                _picture("hep.svg", alone(chart.narrow, words, NARROW_MARGIN)),
                _picture("rong.svg", alone(chart.wide, words, WIDE_MARGIN)),
            ),
            narrow=height(texts, chart.narrow, NARROW_WIDTHS),
            wide=height(texts, chart.wide, WIDE_WIDTHS),
            strip="",
        )

    def badge(self, embed: BadgeEmbed) -> Prepared:
        """A badge: its cells as a drawing, and the heights of its page."""
        drawing, foot, silence = strip(self.t, embed), self.foot(embed), self.t("embeds.silence")
        words = Words(
            self.warning,
            embed.title,
            _about(embed),
            tuple((figure.value.text, f"{figure.words} {figure.suffix}".strip()) for figure in embed.figures),
            (*_key(embed), silence),
            foot,
        )
        texts = [
            *self.head(embed),
            Text(_about(embed), 13),
            *(Text(f"{f.words} {f.suffix}", 14, 1.55, after=2, beside=70) for f in embed.figures),
            *(Text(line, 13, 1.55, after=0, beside=4) for line in _key(embed)),
            Text(silence, 13, after=24),
            Text(f"▸ {self.t('embeds.sources')}", 13, 1.85),
            *self.last_lines(foot),
        ]
        return Prepared(
            svgs=(_picture("huy-hieu.svg", alone(drawing, words, NARROW_MARGIN)),),
            narrow=height(texts, drawing, NARROW_WIDTHS),
            wide=height(texts, drawing, WIDE_WIDTHS),
            strip=drawing,
        )

    @property
    def warning(self) -> str:
        """That the data are invented, where they are."""
        return self.t("shell.sample.title") if self.measured.portal.settings.sample else ""

    def foot(self, embed: Embed) -> tuple[str, ...]:
        """Source, day, whose it is: the same words as at the foot of the page."""
        cutoff = self.measured.cutoff
        named = [_named(link.text, link.note) for link in embed.documents]
        if embed.more:
            named.append(self.t("embeds.more"))
        as_of = self.t("shell.footer.as_of", date=wording.day(self.measured.as_of))
        until = wording.day(cutoff) if cutoff else self.t("site.no-cutoff")
        address = f" · {self.site_url}{embed.page.url}" if self.site_url else ""
        return (
            f"{self.t('shell.receipt.source')}: {'; '.join(named)}",
            f"{as_of} · {self.t('shell.footer.cutoff', date=until)}",
            f"{self.measured.portal.settings.name}{address}",
        )

    def head(self, embed: Embed) -> tuple[Text, ...]:
        """First words of an embed's page, with their sizes in ``embed.css``."""
        return Text(self.warning, 13, weight="700"), Text(embed.title, 17, 1.3, "700")

    def last_lines(self, foot: tuple[str, ...]) -> tuple[Text, ...]:
        """Last words of an embed's page, with their sizes in ``embed.css``."""
        home = Text(self.measured.portal.settings.name, 13, 1.85, "700", after=0)
        return (*(Text(line, 13, 1.5, after=2) for line in foot[:2]), home)


def _picture(name: str, data: bytes) -> Picture:
    width, tall = map(round, size_of(data))
    return Picture(name, data, width, tall)


def strip(t: TextOf, embed: BadgeEmbed) -> str:
    """The tasks of a badge as cells."""
    marks = embed.marks if len(embed.marks) <= MOST_CELLS else ()
    title = t("embeds.cells", name=embed.title, plan=embed.plan.text)
    said = "; ".join(f"{mark.word}: {value.text}" for mark, value in embed.key)
    return cells(marks, ACROSS, "o", title, said)


def _about(embed: BadgeEmbed) -> str:
    """Whose tasks, in which plan; empty where the title says it all."""
    plan = _named(embed.plan.text, embed.plan.note)
    return " · ".join(part for part in (plan, embed.role) if part and part != embed.title)


def _key(embed: BadgeEmbed) -> Iterator[str]:
    return (f"{mark.sign or NO_SIGN} {mark.word}: {value.text}" for mark, value in embed.key)


def _named(text: str, note: str) -> str:
    return f"{text} ({note[:1].lower()}{note[1:]})" if note else text
