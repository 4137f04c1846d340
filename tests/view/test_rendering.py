"""Templates are compiled once a process, and each environment still renders its own."""

from pathlib import Path
from typing import Literal

from generator.data.catalogue import Catalogue
from generator.view.rendering import make_environment, render_fragment

NAME = "x.html.j2"


def rendered(folder: Path, source: str, lang: Literal["vi", "en"] = "vi") -> str:
    (folder / NAME).write_text(source, encoding="utf-8")
    return render_fragment(make_environment(Catalogue.load(lang), folder), NAME, "<b>", "")


def test_the_source_that_stands_in_the_folder_is_rendered(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    assert rendered(one, "một {{ view }}") == "một &lt;b&gt;"
    assert rendered(other, "hai {{ view }}") == "hai &lt;b&gt;"
    assert rendered(one, "ba") == "ba"
    assert rendered(other, "một {{ view }}") == "một &lt;b&gt;"


def test_one_source_speaks_the_language_of_each_catalogue(tmp_path: Path) -> None:
    source = "{{ t('shell.receipt.source') }}"
    assert rendered(tmp_path, source, "vi") == "Nguồn"
    assert rendered(tmp_path, source, "en") == "Source"
    assert rendered(tmp_path, source, "vi") == "Nguồn"
