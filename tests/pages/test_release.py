"""What a build says of itself: commit, data, day, the manifest before it."""

import json

from generator.build.bodies import render_pages, site_of
from generator.build.specs import families, specs_of
from generator.data.catalogue import Catalogue
from generator.data.check import check_root
from generator.data.history import History
from generator.measures.loader import load_measured
from generator.pages.record.release import data_revision
from generator.view.presentation import Presentation
from generator.view.rendering import make_environment, templates_of
from tests.paths import MINIMAL

TEMPLATES = templates_of(MINIMAL)


def told(history: History, previous: str = "") -> tuple[str, dict[str, object]]:
    measured, _ = load_measured(MINIMAL)
    parts = Presentation.of(measured, Catalogue.load("vi"), history=history, previous=previous)
    environment, specs = make_environment(parts.values.catalogue, TEMPLATES), specs_of(parts, families(parts))
    site = site_of(parts, environment, TEMPLATES, specs, render_pages(parts, environment, specs))
    body = next(page.body for page in site.pages if page.url == "ban-dung/")
    data = next(file.data for file in site.files if file.path == "ban-dung/ban-dung.json")
    return body, json.loads(data)


def test_commit_data_and_manifest_before() -> None:
    body, machine = told(History("full", head="a" * 40), "b" * 64)
    portal, _ = check_root(MINIMAL)
    assert portal is not None
    assert machine == {
        "commit": "a" * 40,
        "uncommitted_changes": False,
        "data_revision": data_revision(portal),
        "as_of": "2026-06-30",
        "manifest": "SHA256SUMS",
        "previous_manifest_sha256": "b" * 64,
        "first_publication": False,
        "minisign_public_key": None,
        "site_url": None,
        "repository": "https://example.org/cchc",
        "rebuild": f"make site AS_OF=2026-06-30 PREVIOUS={'b' * 64}",
    }
    for shown in ("a" * 40, "b" * 64, data_revision(portal), "Đúng như bản này trong git."):
        assert shown in body
    assert "Có thay đổi chưa ghi vào git" in told(History("full", head="a" * 40, dirty=True))[0]


def test_what_is_not_known_is_not_claimed() -> None:
    body, machine = told(History("none"))
    assert "Bản dựng này không kèm lịch sử git." in body
    assert "Không có thông tin này khi dựng." in body
    assert (machine["commit"], machine["previous_manifest_sha256"]) == (None, None)
