"""The embeds as files: a page without our shell and its SVG for each chart and badge.

The drawings are those of the pages; nothing is drawn a second time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from generator.charts.standalone import NARROW_MARGIN, WIDE_MARGIN, Text, Words, alone, height
from generator.charts.svg import cells, size_of
from generator.data.catalogue import TextOf
from generator.measures.metrics import Measured
from generator.model import wording
from generator.model.portal import Portal
from generator.pages.open.embeds import BadgeEmbed, ChartEmbed, Embed, Picture, Prepared
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


def prepared(measured: Measured, t: TextOf, site_url: str, embeds: Iterable[Embed]) -> dict[str, Prepared]:
    """SVG files and heights of each embed by its address."""
    found = {}
    for embed in embeds:
        texts = _texts(measured, t, site_url, embed)
        if isinstance(embed, ChartEmbed):
            strips = ""
            narrow, wide = embed.chart.narrow, embed.chart.wide
        else:
            strips = narrow = wide = strip(t, embed)
        found[embed.url] = Prepared(
            svgs=tuple(_pictures(measured, t, site_url, embed, strips)),
            narrow=height(texts, narrow, NARROW_WIDTHS),
            wide=height(texts, wide, WIDE_WIDTHS),
            strip=strips,
        )
    return found


def files(
    t: TextOf, embeds: Iterable[Embed], made: Mapping[str, Prepared], render: Render
) -> Iterator[SiteFile]:
    """Page and SVG of each embed."""
    for embed in embeds:
        key = "badge" if isinstance(embed, BadgeEmbed) else "chart"
        spec = PageSpec(
            url=embed.url,
            title=t(f"embeds.{key}-title", title=embed.title, page=embed.page.text),
            description=t(f"embeds.{key}-description", page=embed.page.text),
            section="",
            template=f"{key}.html.j2",
            view=embed,
            robots="noindex",
        )
        yield SiteFile(f"{embed.url}index.html", render(spec, made[embed.url].strip), embed.page.url)
        for picture in made[embed.url].svgs:
            yield SiteFile(f"{embed.url}{picture.name}", picture.data, embed.page.url)


def _pictures(measured: Measured, t: TextOf, site_url: str, embed: Embed, drawing: str) -> Iterator[Picture]:
    """SVG files of an embed, the one for a narrow column first."""
    if isinstance(embed, ChartEmbed):
        words = Words(
            _warning(measured.portal, t),
            embed.title,
            "",
            (),
            (embed.chart.description,),
            _foot(measured, t, site_url, embed),
        )
        yield _picture("hep.svg", alone(embed.chart.narrow, words, NARROW_MARGIN))
        yield _picture("rong.svg", alone(embed.chart.wide, words, WIDE_MARGIN))
        return
    figures = tuple(
        (figure.value.text, f"{figure.words} {figure.suffix}".strip()) for figure in embed.figures
    )
    key = (*_key(embed), t("embeds.silence"))
    words = Words(
        _warning(measured.portal, t),
        embed.title,
        _about(embed),
        figures,
        key,
        _foot(measured, t, site_url, embed),
    )
    yield _picture("huy-hieu.svg", alone(drawing, words, NARROW_MARGIN))


def _picture(name: str, data: bytes) -> Picture:
    width, tall = map(round, size_of(data))
    return Picture(name, data, width, tall)


def strip(t: TextOf, embed: BadgeEmbed) -> str:
    """The tasks of a badge as cells."""
    marks = embed.marks if len(embed.marks) <= MOST_CELLS else ()
    title = t("embeds.cells", name=embed.title, plan=embed.plan.text)
    said = "; ".join(f"{mark.word}: {value.text}" for mark, value in embed.key)
    return cells(marks, ACROSS, "o", title, said)


def _warning(portal: Portal, t: TextOf) -> str:
    return t("shell.sample.title") if portal.settings.sample else ""


def _about(embed: BadgeEmbed) -> str:
    """Whose tasks, in which plan; empty where the title says it all."""
    plan = _named(embed.plan.text, embed.plan.note)
    return " · ".join(part for part in (plan, embed.role) if part and part != embed.title)


def _key(embed: BadgeEmbed) -> Iterator[str]:
    return (f"{mark.sign or NO_SIGN} {mark.word}: {value.text}" for mark, value in embed.key)


def _named(text: str, note: str) -> str:
    return f"{text} ({note[:1].lower()}{note[1:]})" if note else text


def _foot(measured: Measured, t: TextOf, site_url: str, embed: Embed) -> tuple[str, ...]:
    """Source, day, whose it is: the same words as at the foot of the page."""
    cutoff = measured.cutoff
    named = [_named(link.text, link.note) for link in embed.documents]
    if embed.more:
        named.append(t("embeds.more"))
    as_of = t("shell.footer.as_of", date=wording.day(measured.as_of))
    until = wording.day(cutoff) if cutoff else t("site.no-cutoff")
    address = f" · {site_url}{embed.page.url}" if site_url else ""
    return (
        f"{t('shell.receipt.source')}: {'; '.join(named)}",
        f"{as_of} · {t('shell.footer.cutoff', date=until)}",
        f"{measured.portal.settings.name}{address}",
    )


def _texts(measured: Measured, t: TextOf, site_url: str, embed: Embed) -> list[Text]:
    """Words of an embed's page with their sizes in ``embed.css``."""
    home = Text(measured.portal.settings.name, 13, 1.85, "700", after=0)
    foot = [*(Text(line, 13, 1.5, after=2) for line in _foot(measured, t, site_url, embed)[:2]), home]
    head = [Text(_warning(measured.portal, t), 13, weight="700"), Text(embed.title, 17, 1.3, "700")]
    if isinstance(embed, ChartEmbed):
        summary = Text(f"▸ {t('embeds.table')}", 13, 1.85)
        return [*head, Text(embed.chart.description, 13), summary, *foot]
    about = _about(embed)
    figures = [
        Text(f"{figure.words} {figure.suffix}", 14, 1.55, after=2, beside=70) for figure in embed.figures
    ]
    key = [Text(line, 13, 1.55, after=0, beside=4) for line in _key(embed)]
    last = [Text(t("embeds.silence"), 13, after=24), Text(f"▸ {t('embeds.sources')}", 13, 1.85)]
    return [*head, Text(about, 13), *figures, *key, *last, *foot]
