"""Files for web hosts. What the servers make of them: tests/site/test_hosts.py."""

from pathlib import Path

import pytest

from generator.build.host_files import FOLDER, headers_file, write_configs
from generator.build.release import PublishError
from generator.data.catalogue import Catalogue
from generator.view.policies import hosting
from generator.view.rendering import Renderer, make_environment
from tests.host_rules import headers_of, rules_of
from tests.paths import ROOT

ADDRESSES = [
    "",
    "co-quan/",
    "co-quan/a/",
    "gioi-thieu/",
    "nhung/",
    "nhung/don-vi/a/",
    "api/v1/a.json",
    "tin.atom",
]


@pytest.fixture(scope="module")
def environment() -> Renderer:
    return make_environment(Catalogue.load("vi"), ROOT / "site_templates")


def test_site_in_a_folder_of_its_host(tmp_path: Path, environment: Renderer) -> None:
    """Rules and configurations begin with the folder; links make its name a path."""
    about = hosting("https://example.org/a/b/", ["x{}"])
    (tmp_path / "_headers").write_bytes(headers_file(environment, about, ADDRESSES).data)
    rules = rules_of(tmp_path)
    assert headers_of(rules, "/co-quan/a/") == {}
    assert "frame-ancestors 'self'" in headers_of(rules, "/a/b/co-quan/a/")["Content-Security-Policy"]
    assert "frame-ancestors *" in headers_of(rules, "/a/b/nhung/co-quan/a/")["Content-Security-Policy"]
    write_configs(tmp_path, environment, about)
    write_configs(tmp_path, environment, about)
    (tmp_path / "site").mkdir()
    link = tmp_path / FOLDER / "site" / "a" / "b"
    assert link.is_symlink()
    assert link.resolve() == (tmp_path / "site").resolve()
    for name in ("nginx.conf", "Caddyfile"):
        text = (tmp_path / FOLDER / name).read_text(encoding="utf-8")
        assert str(tmp_path.resolve() / FOLDER / "site") in text
        assert "/a/b/assets/fixed/" in text
        assert "unsafe" not in text


@pytest.mark.parametrize("name", ['a"b', "a$b", "a{b", "a\\b", "a\nb"])
def test_root_that_a_configuration_cannot_name(tmp_path: Path, environment: Renderer, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(PublishError, match="path-unfit"):
        write_configs(tmp_path / name, environment, hosting("", []))


def test_galleries_are_not_framed(tmp_path: Path, environment: Renderer) -> None:
    (tmp_path / "_headers").write_bytes(headers_file(environment, hosting("", ["x{}"]), ADDRESSES).data)
    rules = rules_of(tmp_path)
    own = ("nhung/", "nhung/co-quan/", "nhung/don-vi/a/", "", "co-quan/", "gioi-thieu/")
    embeds = ("nhung/bieu-do/a/", "nhung/co-quan/a/", "nhung/ke-hoach/a/", "nhung/ke-hoach/a/huy-hieu.svg")
    for addresses, ancestors in ((own, "'self'"), (embeds, "*")):
        for address in addresses:
            policy = headers_of(rules, f"/{address}")["Content-Security-Policy"]
            assert policy.endswith(f"frame-ancestors {ancestors}"), address
