"""The plugin composes the site of the folder beside mkdocs.yml; what is wrong there is told in words."""

import shutil
from pathlib import Path

from mkdocs.config import load_config

from generator.build.mkdocs_plugin import PortalPlugin
from generator.build.mkdocs_site import hand_written
from tests.paths import MINIMAL, ROOT


def test_hand_written_pages_are_named_by_their_addresses(tmp_path: Path) -> None:
    for name in ("index.md", "gioi-thieu.md", "a/b.md", "hinh.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert sorted(hand_written(tmp_path)) == ["", "a/b/", "gioi-thieu/"]


def test_the_site_beside_the_configuration_is_composed(tmp_path: Path) -> None:
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    for name in ("content", "site_templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copyfile(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    config = load_config(str(tmp_path / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    config = config.plugins.on_config(config)
    plugin = next(plugin for plugin in config.plugins.values() if isinstance(plugin, PortalPlugin))
    assert plugin.site is not None
    addresses = {page.url for page in plugin.site.pages}
    assert {"nhiem-vu/tp-2026/1/", "co-quan/so-noi-vu/"} <= addresses
