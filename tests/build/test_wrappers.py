"""A page is one thing in three wrappers: stamped, rendered by MkDocs alone, exported."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from lxml import html
from markupsafe import escape
from mkdocs.config import load_config
from mkdocs.exceptions import ConfigurationError, PluginError

from generator.build.docs_export import markdown_of
from generator.build.pipeline import build
from generator.build.shells import (
    ADDRESS,
    BODY,
    DESCRIPTION,
    TITLE,
    render_shells,
    shell_key,
    shells_of,
    stamp,
)
from generator.cli import main
from generator.view.site import Page, Site, relative_url, sitemap
from tests.paths import ROOT
from tests.plugins.sites import SITE_URL, build_at


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )


def files_of(folder: Path) -> dict[str, bytes]:
    """Files by path, without the packed twins that only a release has."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and p.suffix not in {".br", ".gz"}
    }


def assert_mkdocs_alone_gives(site: Path, root: Path) -> None:
    """Has MkDocs render each page of a root; a site built of it, without history, has the same files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", SITE_URL)
        done = run("mkdocs", "build", "--strict", "--site-dir", str(root / "alone"), cwd=root)
    assert done.returncode == 0, done.stderr
    stamped, alone = files_of(site), files_of(root / "alone")
    stamped.pop("SHA256SUMS")
    assert len(stamped) > 200
    assert sorted(stamped) == sorted(alone)
    assert [name for name in stamped if stamped[name] != alone[name]] == []


def test_mkdocs_alone_gives_the_same_pages(minimal_root: Path) -> None:
    build_at(minimal_root)
    assert_mkdocs_alone_gives((minimal_root / "site").resolve(), minimal_root)


def test_mkdocs_alone_gives_the_same_pages_of_the_real_site(addressed_site: Path, own_root: Path) -> None:
    assert_mkdocs_alone_gives(addressed_site, own_root)


def configured(folder: Path, as_of: str) -> Path:
    """A configuration that names a day, in a folder without data."""
    (folder / "data").mkdir()
    (folder / "content").mkdir()
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert settings.count("  - portal\n") == 1
    settings = settings.replace("  - portal\n", f"  - portal:\n      as_of: {as_of}\n")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (folder / "site_templates").symlink_to(ROOT / "site_templates")
    return folder / "mkdocs.yml"


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        ("22/11/2026", "“22/11/2026” không phải một ngày; "),
        ('"2026-02-30"', "không có ngày “2026-02-30”; "),
        ("2026-11-22 10:00:00", "“2026-11-22 10:00:00” không phải một ngày; "),
    ],
)
def test_a_day_of_the_configuration_that_is_none_is_told(as_of: str, told: str, tmp_path: Path) -> None:
    config = load_config(str(configured(tmp_path, as_of)))
    with pytest.raises(PluginError) as stopped:
        config.plugins.on_config(config)
    assert f"mkdocs.yml:24:14: plugins.portal.as_of: {told}" in str(stopped.value)


def test_mkdocs_ends_with_the_words_and_no_traceback(tmp_path: Path) -> None:
    configured(tmp_path, "22/11/2026")
    done = run("mkdocs", "build", cwd=tmp_path)
    assert done.returncode == 1
    assert "mkdocs.yml:24:14: plugins.portal.as_of: “22/11/2026” không phải một ngày; " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_day_that_yaml_itself_refuses_is_told(tmp_path: Path) -> None:
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("  - portal\n", "  - portal:\n      as_of: 2026-02-30\n")
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"mkdocs\.yml: day is out of range for month"):
        render_shells(tmp_path, Site((), ()), (), tmp_path / "site", None)


@pytest.mark.city
def test_export_builds_on_another_theme_with_every_page(
    addressed_site: Path, own_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", SITE_URL)
    folder = tmp_path / "export"
    done = CliRunner().invoke(main, ["export", "--root", str(own_root), str(folder)])
    assert done.exit_code == 0, done.output
    assert "plugins: []" in (folder / "mkdocs.yml").read_text(encoding="utf-8")
    built = run("mkdocs", "build", "--quiet", cwd=folder)
    assert built.returncode == 0, built.stderr
    ours = {name for name in files_of(addressed_site) if name.endswith("index.html")}
    theirs = {name for name in files_of(folder / "site") if name.endswith("index.html")}
    assert theirs == ours
    # The facts of a task survive another engine word for word.
    for name in ("nhiem-vu/tp-2026/1-1/index.html", "nhiem-vu/phan-cong-xa-2026/i-1/index.html"):
        left = html.parse(str(addressed_site / name)).xpath("//main//data/text()")
        right = html.parse(str(folder / "site" / name)).xpath("//div[@class='portal-page']//data/text()")
        assert left == right
        assert left


def test_front_matter_holds_any_title() -> None:
    title = 'Ai nói: "không" # {{ 1 }} <b> \\ – ½'
    page = Page("a/b/", title, title, "", "<p>x</p>\n", index=False, robots="")
    matter = markdown_of(page).split("---\n")[1]
    assert yaml.safe_load(matter) == {"title": title, "description": title}


def test_one_shell_serves_one_part_and_depth() -> None:
    pages = tuple(
        Page(url, "", "", section, "", index=False, robots=robots)
        for url, section, robots in (
            ("", "trang-chu", ""), ("a/", "x", ""), ("b/", "x", ""), ("a/b/", "x", ""), ("c/", "y", ""),
            ("d/", "y", "noindex"),
        )
    )  # fmt: skip
    shells = shells_of(pages)
    assert len(shells) == 5
    for page in pages:
        assert shells[shell_key(page)].url.count("/") == page.url.count("/")


def test_stamping_escapes_titles_and_leaves_bodies_alone() -> None:
    shell = f"<title>{TITLE}</title><p>{DESCRIPTION}</p><a href='{ADDRESS}'>{BODY}</a>{ADDRESS}"
    page = Page("x/", f"<&>{ADDRESS}", r"\1$&{BODY}" + BODY, "", f"<p>{TITLE}</p>", index=False, robots="")
    assert stamp(shell, page) == (
        rf"<title>&lt;&amp;&gt;{ADDRESS}</title><p>\1$&amp;{{BODY}}{BODY}</p>"
        f"<a href='x/'><p>{TITLE}</p></a>x/"
    )


def test_a_text_that_looks_like_a_placeholder_is_a_text(minimal_root: Path) -> None:
    words = "@@portal-body@@ @@portal-title@@ portal-shell-other-1/ {query} <!-- portal:headline -->"
    settings = minimal_root / "data/portal.yaml"
    text = settings.read_text(encoding="utf-8")
    for key in ("name", "tagline"):
        (old,) = (line for line in text.splitlines() if line.startswith(f"{key}: "))
        text = text.replace(old, f"{key}: '{words}'")
    settings.write_text(text, encoding="utf-8")
    tasks = minimal_root / "data/plans/tp-2026/tasks.yaml"
    text = tasks.read_text(encoding="utf-8")
    assert text.count("title: Rà soát văn bản\n") == 1
    tasks.write_text(text.replace("title: Rà soát văn bản\n", f"title: '{words}'\n"), encoding="utf-8")
    build(minimal_root)
    pages = [path.read_text(encoding="utf-8") for path in (minimal_root / "site").rglob("*.html")]
    shown = escape(words)
    framed = [page for page in pages if 'class="site-name"' in page]
    assert len(framed) > 20
    assert all(f"<strong>{shown}</strong> <span>{shown}</span>" in page for page in framed)
    headings = [page.partition("<h1")[2].partition("</h1>")[0] for page in pages]
    assert [heading for heading in headings if str(shown) in heading]
    for page in pages:
        for mark in re.findall(r"@@portal-[a-z]+@@|portal-shell[^ ]*", page):
            assert mark in words
        assert page.count("</html>") == 1


def test_relative_links() -> None:
    cases = {
        ("", "a/b/"): "a/b/",
        ("a/b/", ""): "../../",
        ("a/b/", "a/c/"): "../c/",
        ("a/b/", "a/b/"): "./",
        ("a/b/", "a/b/#x"): "#x",
        ("a/b/", "d/e.csv"): "../../d/e.csv",
        ("a/", "a/b/#x"): "b/#x",
        ("a/", "https://example.org/"): "https://example.org/",
    }
    assert {key: relative_url(*key) for key in cases} == cases


def test_site_map_lists_every_page_once(real_site: Path) -> None:
    tree: Any = html.fromstring(real_site.joinpath("sitemap.xml").read_bytes())
    urls = tree.xpath("//loc/text()")
    pages = [
        p for p in real_site.rglob("index.html") if "noindex" not in p.read_text(encoding="utf-8")[:3000]
    ]
    assert len(urls) == len(set(urls)) == len(pages)
    assert not any("portal-shell" in str(url) for url in urls)
    assert b"<loc>https://example.org/cong/a/</loc>" in sitemap("https://example.org/cong", ["a/"])


def test_a_preview_keeps_the_last_good_pages_and_names_the_errors(minimal_root: Path) -> None:
    """An edit in the middle of typing neither stops the preview nor hides what is wrong."""
    # As `mkdocs serve` does: a fresh configuration for each reload, in one process.
    script = """
from mkdocs.commands.build import build
from mkdocs.config import load_config
load_config(config_file="mkdocs.yml").plugins.on_startup(command="serve", dirty=False)
build(load_config(config_file="mkdocs.yml", site_dir="good"))
good = open("data/areas.yaml", encoding="utf-8").read()
open("data/areas.yaml", "a", encoding="utf-8").write("  bad\\n")
build(load_config(config_file="mkdocs.yml", site_dir="bad"))
open("data/areas.yaml", "w", encoding="utf-8").write(good)
build(load_config(config_file="mkdocs.yml", site_dir="mended"))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=minimal_root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    good, bad, mended = (minimal_root / name / "co-quan/index.html" for name in ("good", "bad", "mended"))
    page = html.parse(str(bad))
    told = page.xpath("//*[@role='alert']//li/text()")
    assert len(told) == 2
    assert told[0].startswith("data/areas.yaml:9:3: tệp: dòng “bad” không có dấu hai chấm")
    assert told[1] == "Tổng cộng: 1 lỗi, 0 cảnh báo."
    assert page.xpath("//main//text()") == html.parse(str(good)).xpath("//main//text()")
    assert mended.read_bytes() == good.read_bytes()
