"""Makes the files of embeds, which other websites show in a frame: a small page and SVG files for each.

An embed is a chart or a badge (the tasks of one agency or area as coloured cells). Charts are the drawings of
the pages, framed with title and source; they are not drawn again.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.charts.standalone import (
    NARROW_MARGIN,
    WIDE_MARGIN,
    EmbedText,
    EmbedWords,
    alone,
    height,
    style_of,
)
from generator.charts.svg import cells, size_of
from generator.data.catalogue import TextOf
from generator.measures.metrics import Measured
from generator.model import wording
from generator.view.embeds import BadgeEmbed, ChartEmbed, Embed, Embeds, Picture, Prepared
from generator.view.site import PageSpec, SiteFile

Render = Callable[[PageSpec, str], bytes]
"""Returns the HTML of an embed's page; the string is the SVG markup of a badge's cells, empty for a chart."""

NO_SIGN = "□"
"""Shown in the key of a badge for the state whose cells are empty."""

NARROW_WIDTHS, WIDE_WIDTHS = (280, 320, 360, 480, 599), (600, 680)
"""Widths in pixels for which the height of an embed is computed; its layout changes at 600."""

ACROSS = 12
"""Number of cells in a row of a badge."""

MOST_CELLS = 120
"""A badge of more tasks than this shows no cells, only the counts."""


def prepared(measured: Measured, t: TextOf, site_url: str, embeds: Embeds) -> dict[str, Prepared]:
    """Return the SVG files and frame heights of each embed, by the embed's address."""
    site = _Site(measured, t, site_url)
    found = {chart.url: site.chart(chart) for chart in embeds.charts}
    return found | {badge.url: site.badge(badge) for badge in embeds.badges}


def files(t: TextOf, embeds: Embeds, made: Mapping[str, Prepared], render: Render) -> Iterator[SiteFile]:
    """Yield the page and SVG files of each embed; `made` is what `prepared` returned."""
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
    """What all embeds have in common: the portal, its words and its public address."""

    measured: Measured
    t: TextOf
    site_url: str

    def chart(self, embed: ChartEmbed) -> Prepared:
        """Make a chart's narrow and wide SVG file and compute the heights of its frame."""
        chart, foot = embed.chart, self.foot(embed)
        words = EmbedWords(self.warning, embed.title, "", (), (chart.description,), foot)
        summary = EmbedText(f"▸ {self.t('embeds.table')}", 13, 1.85)
        texts = [*self.head(embed), EmbedText(chart.description, 13), summary, *self.last_lines(foot)]
        return Prepared(
            svgs=(
                _picture("hep.svg", chart.narrow, words, NARROW_MARGIN),
                _picture("rong.svg", chart.wide, words, WIDE_MARGIN),
            ),
            narrow=height(texts, chart.narrow, NARROW_WIDTHS),
            wide=height(texts, chart.wide, WIDE_WIDTHS),
            strip="",
        )

    def badge(self, embed: BadgeEmbed) -> Prepared:
        """Make a badge's SVG file and compute the heights of its frame."""
        drawing, foot, silence = strip(self.t, embed), self.foot(embed), self.t("embeds.silence")
        words = EmbedWords(
            self.warning,
            embed.title,
            _about(embed),
            tuple((figure.value.text, figure.full_words) for figure in embed.figures),
            (*_key(embed), silence),
            foot,
        )
        texts = [
            *self.head(embed),
            EmbedText(_about(embed), 13),
            *(EmbedText(f.full_words, 14, 1.55, after=2, beside=70) for f in embed.figures),
            *(EmbedText(line, 13, 1.55, after=0, beside=4) for line in _key(embed)),
            EmbedText(silence, 13, after=24),
            EmbedText(f"▸ {self.t('embeds.sources')}", 13, 1.85),
            *self.last_lines(foot),
        ]
        return Prepared(
            svgs=(_picture("huy-hieu.svg", drawing, words, NARROW_MARGIN),),
            narrow=height(texts, drawing, NARROW_WIDTHS),
            wide=height(texts, drawing, WIDE_WIDTHS),
            strip=drawing,
        )

    @property
    def warning(self) -> str:
        """Return the warning that the data are invented; empty for real data."""
        return self.t("shell.sample.title") if self.measured.portal.settings.sample else ""

    def foot(self, embed: Embed) -> tuple[str, ...]:
        """Return the last lines of an SVG file, the same as at the foot of its page: sources, days, site."""
        cutoff = self.measured.cutoff
        named = [_named(link.text, link.note) for link in embed.documents]
        if isinstance(embed, ChartEmbed) and embed.more:
            named.append(self.t("embeds.more"))
        as_of = self.t("shell.footer.as_of", date=wording.day(self.measured.as_of))
        until = wording.day(cutoff) if cutoff else self.t("site.no-cutoff")
        address = f" · {self.site_url}{embed.page.url}" if self.site_url else ""
        return (
            f"{self.t('shell.receipt.source')}: {'; '.join(named)}",
            f"{as_of} · {self.t('shell.footer.cutoff', date=until)}",
            f"{self.measured.portal.settings.name}{address}",
        )

    def head(self, embed: Embed) -> tuple[EmbedText, ...]:
        """Return the first texts of an embed's page, with the sizes that ``embed.css`` gives them."""
        return EmbedText(self.warning, 13, weight="700"), EmbedText(embed.title, 17, 1.3, "700")

    def last_lines(self, foot: tuple[str, ...]) -> tuple[EmbedText, ...]:
        """Return the last texts of an embed's page, with the sizes that ``embed.css`` gives them."""
        home = EmbedText(self.measured.portal.settings.name, 13, 1.85, "700", after=0)
        return (*(EmbedText(line, 13, 1.5, after=2) for line in foot[:2]), home)


def _picture(name: str, drawing: str, words: EmbedWords, margin: float) -> Picture:
    data = alone(drawing, words, margin)
    width, tall = map(round, size_of(data))
    return Picture(name, data, width, tall, style_of(drawing))


def strip(t: TextOf, embed: BadgeEmbed) -> str:
    """Return the SVG markup of a badge: a cell for each task, or none if there are too many."""
    marks = embed.marks if len(embed.marks) <= MOST_CELLS else ()
    title = t("embeds.cells", name=embed.title, plan=embed.plan.text)
    counted = "; ".join(f"{mark.word}: {value.text}" for mark, value in embed.key)
    return cells(marks, ACROSS, "o", title, counted)


def _about(embed: BadgeEmbed) -> str:
    """Return the plan and role that a badge counts, without what its title already says."""
    plan = _named(embed.plan.text, embed.plan.note)
    return " · ".join(part for part in (plan, embed.role) if part and part != embed.title)


def _key(embed: BadgeEmbed) -> Iterator[str]:
    return (f"{mark.sign or NO_SIGN} {mark.word}: {value.text}" for mark, value in embed.key)


def _named(text: str, note: str) -> str:
    return f"{text} ({note[:1].lower()}{note[1:]})" if note else text
