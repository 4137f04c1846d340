"""No change of a sealed site goes unseen: bytes, files, links, the manifest itself."""

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result

from generator.build.manifest import FileFinding, ManifestError, compare, parse, stays
from generator.build.release import digests, seal
from generator.cli import main
from generator.view.urls import MANIFEST

HASH = "0" * 64
ROUNDS = 200


def findings(site: Path) -> list[FileFinding]:
    return compare((site / MANIFEST).read_bytes(), digests(site))


def verify(site: Path, lang: str = "vi") -> Result:
    return CliRunner().invoke(main, ["verify", "--lang", lang, str(site)])


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A sealed site of four files."""
    site = tmp_path / "tree"
    for name in ("index.html", "a/index.html", "a/b/dữ liệu.csv", ".well-known/x"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(f"{name}\n" * 3, encoding="utf-8")
    seal(site)
    return site


def test_a_served_site_is_verified_file_by_file(small: Path, serve: Callable[..., str]) -> None:
    address = serve(small)
    sound = CliRunner().invoke(main, ["verify", address])
    assert (sound.exit_code, sound.stderr) == (0, "")
    assert sound.stdout.splitlines()[1] == (
        "Qua mạng không thấy được tệp thêm vào ngoài bản kê; muốn biết thì chạy trên thư mục của trang."
    )
    (small / "a/b/dữ liệu.csv").write_text("khác", encoding="utf-8")
    (small / ".well-known/x").unlink()
    (small / "them.html").write_text("thêm", encoding="utf-8")
    broken = CliRunner().invoke(main, ["verify", address])
    assert broken.exit_code == 1
    assert broken.stderr.splitlines()[:2] == ["Thiếu:  .well-known/x", "Bị đổi: a/b/dữ liệu.csv"]
    (small / MANIFEST).unlink()
    unlisted = CliRunner().invoke(main, ["verify", address])
    assert (unlisted.exit_code, unlisted.stderr.partition(":")[0]) == (1, "Không đọc được http")


@pytest.fixture(scope="module")
def copied(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published site, copied to be tampered with; each test leaves it as it was."""
    site = tmp_path_factory.mktemp("verify") / "site"
    shutil.copytree(real_site, site)
    assert findings(site) == []
    return site


def test_200_flips_of_one_bit_are_named(copied: Path) -> None:
    """Each in a file of its own, all found in one reading of the folder; and each gone again once mended."""
    rng = Random(1)  # noqa: S311 - which bytes is no secret
    names = sorted(name for name in digests(copied) if (copied / name).stat().st_size)
    whole = {name: (copied / name).read_bytes() for name in rng.sample(names, ROUNDS)}
    for name, sound in whole.items():
        flipped = bytearray(sound)
        flipped[rng.randrange(len(sound))] ^= 1 << rng.randrange(8)
        (copied / name).write_bytes(flipped)
    assert findings(copied) == [FileFinding(name, "changed") for name in sorted(whole)]
    for name, sound in whole.items():
        (copied / name).write_bytes(sound)
    assert findings(copied) == []


def test_200_removed_and_200_added_files_are_named(copied: Path) -> None:
    rng, names = Random(2), sorted(digests(copied))  # noqa: S311 - which files is no secret
    whole = {name: (copied / name).read_bytes() for name in rng.sample(names, ROUNDS)}
    for name in whole:
        (copied / name).unlink()
    folders = sorted({name.rpartition("/")[0] for name in names})
    added = ["/".join(filter(None, (rng.choice(folders), f"{number}.html"))) for number in range(ROUNDS)]
    for number, name in enumerate(added):
        (copied / name).write_bytes(b"" if number % 2 else b"x")
    assert findings(copied) == sorted(
        [FileFinding(name, "missing") for name in whole] + [FileFinding(name, "added") for name in added]
    )
    for name, sound in whole.items():
        (copied / name).write_bytes(sound)
    for name in added:
        (copied / name).unlink()
    assert findings(copied) == []


def test_200_flips_of_the_manifest_itself_are_seen(small: Path) -> None:
    whole, listing = (small / MANIFEST).read_bytes(), digests(small)
    rng = Random(3)  # noqa: S311 - which bytes is no secret
    for _ in range(ROUNDS):
        flipped = bytearray(whole)
        flipped[rng.randrange(len(whole))] ^= 1 << rng.randrange(8)
        try:
            found = compare(bytes(flipped), listing)
        except ManifestError:
            continue
        assert found


def as_link(path: Path) -> None:
    path.rename(path.parent.parent / "target")
    path.symlink_to("../target")


def as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("tamper", "expected"),
    [
        (lambda site: (site / "a" / "index.html").write_bytes(b""), ["a/index.html changed"]),
        (lambda site: (site / "a" / "index.html").rename(site / "a" / "Index.html"),
         ["a/Index.html added", "a/index.html missing"]),
        (lambda site: as_link(site / "a" / "index.html"), ["a/index.html changed", "target added"]),
        (lambda site: as_folder(site / "a" / "index.html"), ["a/index.html missing"]),
        (lambda site: (site / "elsewhere").symlink_to("/"), ["elsewhere added"]),
        (lambda site: shutil.copyfile(site / MANIFEST, site / "a" / MANIFEST), ["a/SHA256SUMS added"]),
        (lambda site: (site / ".hidden").touch(), [".hidden added"]),
        (lambda site: (site / "empty").mkdir(), []),
    ],
)  # fmt: skip
def test_every_kind_of_tampering(small: Path, tamper: Callable[[Path], object], expected: list[str]) -> None:
    tamper(small)
    assert [f"{finding.path} {finding.kind}" for finding in findings(small)] == expected


@pytest.mark.parametrize(
    ("manifest", "code", "line"),
    [
        (b"", "malformed", 1),
        (f"{HASH}  a".encode(), "malformed", 1),
        (f"{HASH}  a\n\n".encode(), "malformed", 2),
        (f"{HASH} a\n".encode(), "malformed", 1),
        (f"{HASH} *a\n".encode(), "malformed", 1),
        (f"{HASH.replace('0', 'A')}  a\n".encode(), "malformed", 1),
        (f"{HASH}  \xe9\n".encode("latin-1"), "malformed", 1),
        (f"{HASH}  a\r\n".encode(), "leaves", 1),
        (f"{HASH}  b\n{HASH}  ../a\n".encode(), "leaves", 2),
        (f"{HASH}  /etc/passwd\n".encode(), "leaves", 1),
        (f"{HASH}  a/../../b\n".encode(), "leaves", 1),
        (f"{HASH}  a\\..\\b\n".encode(), "leaves", 1),
        (f"{HASH}  C:/a\n".encode(), "leaves", 1),
        (f"{HASH}  a//b\n".encode(), "leaves", 1),
        (f"{HASH}  ./a\n".encode(), "leaves", 1),
        (f"{HASH}  a\0b\n".encode(), "leaves", 1),
        (f"{HASH}  a\n{HASH}  a\n".encode(), "twice", 2),
    ],
)
def test_a_manifest_that_cannot_be_trusted_is_refused(
    manifest: bytes, code: str, line: int, small: Path
) -> None:
    with pytest.raises(ManifestError) as raised:
        parse(manifest)
    assert (raised.value.code, raised.value.line) == (code, line)
    (small / MANIFEST).write_bytes(manifest)
    result = verify(small)
    assert result.exit_code == 1
    assert result.output.startswith(f"Dòng {line} của SHA256SUMS ")


def test_paths_that_stay() -> None:
    assert all(stays(path) for path in ("a", "a/b.html", "..a", "a..", ".well-known/x", "dữ liệu.csv"))


def test_the_command_names_every_file_and_exits_1(small: Path) -> None:
    sound = verify(small)
    assert sound.output.startswith("4 tệp đều đúng như bản kê.")
    assert sound.output.splitlines()[1] == "Bản kê không có chữ ký."
    (small / "index.html").write_bytes(b"x")
    (small / "a" / "index.html").unlink()
    (small / "a" / "x\x1b[2J\u202e.html").touch()
    result = verify(small)
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[:3] == ["Thiếu:  a/index.html", "Thêm:   a/xU+001B[2JU+202E.html", "Bị đổi: index.html"]
    assert lines[3].startswith("Có 3 tệp không đúng như bản kê.")
    assert verify(small, "en").output.splitlines()[0] == "Missing: a/index.html"


def test_a_folder_without_manifest(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        result = verify(folder)
        assert result.exit_code == 1
        assert result.output.startswith("Không thấy bản kê ")
