"""`verify` and `sign`: a folder without a manifest is named as such, a sound one is counted."""

from pathlib import Path

from generator.build.release import seal
from generator.commands import proof
from tests.commands.conftest import Run


def test_a_folder_without_a_manifest_is_no_site(tmp_path: Path, run: Run) -> None:
    found = run(proof.verify, tmp_path)
    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr.startswith("Không thấy bản kê ")


def test_each_changed_file_is_named(tmp_path: Path, run: Run) -> None:
    for name in ("index.html", "a.csv"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    seal(tmp_path)
    assert run(proof.verify, tmp_path).exit_code == 0
    (tmp_path / "a.csv").write_text("khác", encoding="utf-8")
    found = run(proof.verify, tmp_path)
    assert found.exit_code == 1
    assert found.stderr.splitlines()[0] == "Bị đổi: a.csv"


def test_a_file_that_is_no_key_signs_nothing(tmp_path: Path, run: Run) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("x", encoding="utf-8")
    seal(site)
    (tmp_path / "key").write_text("không phải khóa", encoding="utf-8")
    found = run(proof.sign, "--key", tmp_path / "key", site)
    assert found.exit_code == 1
    assert not (site / "SHA256SUMS.minisig").exists()
