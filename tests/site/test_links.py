"""Every internal link of the built site leads to a file, and every fragment to an id on it."""

from collections.abc import Iterator
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

LINK_ATTRIBUTES = (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src"), ("form", "action"))


def links(tree: html.HtmlElement) -> Iterator[str]:
    for tag, attribute in LINK_ATTRIBUTES:
        for element in tree.iter(tag):
            value = element.get(attribute)
            if value is not None:
                yield value


def broken_links(site: Path) -> list[str]:
    """Broken internal links as ``page → link``; also links that leave the site for another host."""
    pages = {
        path.relative_to(site).as_posix(): html.parse(str(path)).getroot() for path in site.rglob("*.html")
    }
    ids = {name: {str(value) for value in tree.xpath("//@id")} for name, tree in pages.items()}
    found = []
    for name, tree in pages.items():
        if name == "404.html":
            continue
        for link in links(tree):
            parts = urlsplit(link)
            if parts.scheme in {"http", "https", "mailto"}:
                continue
            target = name
            if parts.path:
                folder = name.rpartition("/")[0]
                target = normpath(join(folder, unquote(parts.path)))
                if (site / target).is_dir():
                    target = normpath(join(target, "index.html"))
            if target.startswith("..") or not (site / target).is_file():
                found.append(f"{name} → {link}")
            elif parts.fragment and target.endswith(".html") and unquote(parts.fragment) not in ids[target]:
                found.append(f"{name} → {link} (không có neo)")
    return found


def test_no_link_of_the_real_site_is_broken(real_site: Path) -> None:
    assert broken_links(real_site) == []


def test_no_link_of_the_sample_is_broken(sample_site: Path) -> None:
    assert broken_links(sample_site) == []


@pytest.mark.city
def test_no_link_of_the_whole_city_is_broken(city_site: Path) -> None:
    assert broken_links(city_site) == []


def test_a_broken_link_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "index.html").write_text('<a href="a/">x</a><a href="b/">y</a><a href="a/#z">z</a>')
    (tmp_path / "a" / "index.html").write_text('<p id="q">q</p><a href="../#none">n</a>')
    assert broken_links(tmp_path) == [
        "index.html → b/",
        "index.html → a/#z (không có neo)",
        "a/index.html → ../#none (không có neo)",
    ]


def test_nothing_is_asked_of_another_host(real_site: Path) -> None:
    """No script, style, font or picture of a third party."""
    for path in real_site.rglob("*.html"):
        tree = html.parse(str(path)).getroot()
        for element in tree.xpath(
            "//script/@src | //link[@rel!='canonical']/@href | //img/@src | //iframe/@src"
        ):
            assert not str(element).startswith(("http:", "https:", "//")), path
    for path in real_site.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert "http:" not in text.replace("http://www.w3.org/", "")
        assert "https:" not in text


def test_no_inline_style_or_script(real_site: Path) -> None:
    """Embeds alone hold their styles, under a policy of their own: they are whole by themselves."""
    for path in real_site.rglob("*.html"):
        tree = html.parse(str(path)).getroot()
        is_embed = tree.xpath("//link/@rel") == ["canonical", "icon"]
        assert is_embed == (tree.get("id") == "sang"), path
        assert tree.xpath("//@style") == [], path
        assert len(tree.xpath("//style")) == is_embed, path
        assert [
            s for s in tree.xpath("//script[not(@src)]") if s.get("type") != "application/ld+json"
        ] == [], path
        handlers = [a for element in tree.iter() for a in element.attrib if str(a).startswith("on")]
        assert handlers == [], path
