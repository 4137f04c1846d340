"""What is read of a site before it is judged: its manifest, the key it names, the publication before."""

import json
from pathlib import Path

import pytest

from generator.build import verification
from generator.build.manifest import ManifestError
from generator.build.release import seal

PREVIOUS = "a" * 64


def sealed(folder: Path, build: str) -> Path:
    (folder / "ban-dung").mkdir()
    (folder / verification.BUILD_FILE).write_text(build, encoding="utf-8")
    (folder / "index.html").write_text("x", encoding="utf-8")
    seal(folder)
    return folder


def test_a_sound_folder_has_no_finding_and_names_what_came_before(tmp_path: Path) -> None:
    site = sealed(tmp_path, json.dumps({"previous": PREVIOUS, "other": 1}))
    seen = verification.inspect(str(site))
    assert (seen.findings, seen.files, seen.remote, seen.signature) == ((), 2, False, b"")
    assert verification.named_key(seen) == ""
    code, _ = verification.signature_of(seen, "")
    assert code == "unsigned"


def test_what_the_manifest_does_not_vouch_for_is_not_believed(tmp_path: Path) -> None:
    site = sealed(tmp_path, "{}")
    (site / verification.BUILD_FILE).write_text(json.dumps({"previous": PREVIOUS}), encoding="utf-8")
    seen = verification.inspect(str(site))
    assert [finding.path for finding in seen.findings] == [verification.BUILD_FILE]
    assert (seen.build, verification.chained(seen)) == ({}, "")


def test_a_folder_without_manifest_cannot_be_inspected(tmp_path: Path) -> None:
    with pytest.raises((ManifestError, OSError)):
        verification.inspect(str(tmp_path))
