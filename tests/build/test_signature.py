"""Chain and signature of publications, as minisign itself reads them; a copy that lacks either is told."""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random

import minisign
import pytest
from click.testing import CliRunner, Result

from generator.build import previous_manifest, remote_site
from generator.build.manifest import SigningError
from generator.build.signature import check
from generator.cli import main
from generator.view.urls import MANIFEST, SIGNATURE
from tests.paths import MINIMAL, ROOT

PASSWORD = "mật khẩu"  # noqa: S105 - of a key made for the test
OWN = "https://example.org/cong/"


def portal(*arguments: str | Path, **env: str) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], env=env)


def minimal_in(folder: Path) -> None:
    """The minimal root with what every site is built from."""
    shutil.copytree(MINIMAL, folder)
    for name in ("content", "site_templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")


class Keys:
    """A pair of keys as minisign writes them, and the secret one once more behind a password."""

    def __init__(self, folder: Path) -> None:
        pair = minisign.KeyPair.generate()
        self.secret = folder / "minisign.key"
        self.public = pair.public_key.to_base64().decode()
        self.secret.write_bytes(bytes(pair.secret_key) + b"\n")
        self.locked = folder / "locked.key"
        pair.secret_key.encrypt(PASSWORD, opslimit=1 << 15, memlimit=1 << 24)
        self.locked.write_bytes(bytes(pair.secret_key) + b"\n")


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, keys: Keys) -> Path:
    """The minimal root, which names the public key, published twice: the second time signed and chained."""
    folder = tmp_path_factory.mktemp("signed") / "root"
    minimal_in(folder)
    with (folder / "data" / "portal.yaml").open("a", encoding="utf-8") as file:
        file.write(f"minisign_key: {keys.public}\n")
    first = portal("build", "--root", folder, "--previous", "first")
    assert first.exit_code == 0, first.output
    shutil.copytree((folder / "site").resolve(), folder.parent / "first")
    before = folder / "site" / MANIFEST
    second = portal("build", "--root", folder, "--previous", before, "--key", keys.secret, SITE_URL=OWN)
    assert second.exit_code == 0, second.output
    return folder


def copy_of(root: Path, folder: Path) -> Path:
    shutil.copytree((root / "site").resolve(), folder / "site")
    return folder / "site"


def test_minisign_accepts_the_signature(root: Path, keys: Keys) -> None:
    """The outside reader: Debian's minisign."""
    command = ["minisign", "-V", "-m", str(root / "site" / MANIFEST), "-P", keys.public]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "Signature and comment signature verified",
        f"Trusted comment: {MANIFEST} 2026-06-30",
    ]


def test_each_publication_names_the_one_before(root: Path) -> None:
    first = json.loads((root.parent / "first/ban-dung/ban-dung.json").read_text(encoding="utf-8"))
    assert (first["previous_manifest_sha256"], first["first_publication"]) == (None, True)
    assert "Đây là lần công bố đầu." in (root.parent / "first/ban-dung/index.html").read_text(
        encoding="utf-8"
    )
    told = json.loads((root / "site/ban-dung/ban-dung.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256((root.parent / "first" / MANIFEST).read_bytes()).hexdigest()
    assert (told["previous_manifest_sha256"], told["first_publication"]) == (digest, False)
    assert told["rebuild"] == f"make site AS_OF=2026-06-30 SITE_URL={OWN} PREVIOUS={digest}"
    linked = portal("verify", "--previous", root.parent / "first" / MANIFEST, root / "site")
    assert (linked.exit_code, linked.stdout.splitlines()[-1]) == (
        0,
        f"Trang nối tiếp đúng bản kê đã giữ: {digest}",
    )
    broken = portal("verify", "--previous", root / "site" / MANIFEST, root / "site")
    assert broken.exit_code == 1
    assert broken.stderr.startswith("Trang không nối tiếp bản kê đã giữ. Trang ghi bản kê trước là ")


def test_whoever_rebuilds_without_the_key_gets_the_same_manifest(root: Path, tmp_path: Path) -> None:
    digest = hashlib.sha256((root.parent / "first" / MANIFEST).read_bytes()).hexdigest()
    other = tmp_path / "other"
    shutil.copytree(root, other, ignore=shutil.ignore_patterns("build", "site"))
    again = portal("build", "--root", other, "--previous", digest, SITE_URL=OWN)
    assert again.exit_code == 0, again.output
    assert (other / "site" / MANIFEST).read_bytes() == (root / "site" / MANIFEST).read_bytes()
    assert not (other / "site" / SIGNATURE).exists()
    assert "bản tự dựng lại thì không." in portal("verify", other / "site").stdout


def test_verify_tells_of_the_signature(root: Path, keys: Keys, tmp_path: Path) -> None:
    site = copy_of(root, tmp_path)
    told = portal("verify", site)
    assert told.stdout.splitlines()[1].startswith(f"Chữ ký đúng, bằng khóa {keys.public} do chính trang nêu;")
    known = portal("verify", "--key", keys.public, site)
    assert known.stdout.splitlines()[1] == (
        f"Chữ ký đúng, bằng khóa bạn nêu. Người ký ghi: {MANIFEST} 2026-06-30"
    )
    other = minisign.KeyPair.generate().public_key.to_base64().decode()
    assert portal("verify", "--key", other, site).stderr.startswith("Chữ ký SHA256SUMS.minisig không phải")
    assert portal("verify", "--key", "RW", site).stderr.startswith("“RW” không phải khóa công khai")
    # A manifest that was made anew after its files were changed is what only the signature betrays.
    (site / "index.html").write_text("khác", encoding="utf-8")
    lines = (site / MANIFEST).read_text(encoding="utf-8").splitlines(keepends=True)
    changed = hashlib.sha256("khác".encode()).hexdigest()
    (site / MANIFEST).write_text(
        "".join(f"{changed}  index.html\n" if line.endswith("  index.html\n") else line for line in lines),
        encoding="utf-8",
    )
    forged = portal("verify", site)
    assert forged.exit_code == 1
    assert "không tin bản này" in forged.stderr


def test_200_flips_of_the_signature_are_seen(root: Path, keys: Keys) -> None:
    manifest = (root / "site" / MANIFEST).read_bytes()
    whole = (root / "site" / SIGNATURE).read_bytes()
    sound = check(manifest, whole, keys.public)
    start, rng = whole.index(b"\n") + 1, Random(4)  # noqa: S311 - the first line is a remark that nobody signs
    for _ in range(200):
        flipped = bytearray(whole)
        flipped[rng.randrange(start, len(whole) - 1)] ^= 1 << rng.randrange(8)
        try:
            # The last sign of a base64 line has bits that say nothing: the signature is the same then.
            assert check(manifest, bytes(flipped), keys.public) == sound
            assert minisign.Signature.from_bytes(bytes(flipped)) == minisign.Signature.from_bytes(whole)
        except SigningError:
            continue


def test_a_missing_signature_is_told(
    root: Path, keys: Keys, tmp_path: Path, serve: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote_site, "PAUSE", 0)
    site = copy_of(root, tmp_path)
    (site / SIGNATURE).unlink()
    for where, options in ((serve(site), ()), (str(site), ("--key", keys.public))):
        missing = portal("verify", *options, where)
        assert missing.exit_code == 1
        assert missing.stderr.startswith("Thiếu chữ ký SHA256SUMS.minisig")


def test_a_key_kept_elsewhere_signs_a_built_site(root: Path, keys: Keys, tmp_path: Path) -> None:
    site = copy_of(root, tmp_path)
    before = (site / SIGNATURE).read_bytes()
    (site / SIGNATURE).unlink()
    locked = portal("sign", "--key", keys.locked, site, MINISIGN_PASSWORD=PASSWORD[1:])
    assert locked.stderr.startswith("Mật khẩu của khóa bí mật không đúng;")
    made = portal("sign", site, MINISIGN_SECRET_KEY_FILE=str(keys.locked), MINISIGN_PASSWORD=PASSWORD)
    assert made.exit_code == 0, made.output
    # The same manifest, key and day: the same signature, whoever makes it and when.
    assert (site / SIGNATURE).read_bytes() == before
    (site / "index.html").write_text("khác", encoding="utf-8")
    refused = portal("sign", "--key", keys.secret, site)
    assert refused.stderr.startswith("Có 1 tệp không đúng như bản kê.")


def test_keys_that_do_not_do(root: Path, keys: Keys, tmp_path: Path) -> None:
    site = copy_of(root, tmp_path)
    assert portal("sign", site, MINISIGN_SECRET_KEY="").stderr.startswith("Chưa có khóa bí mật")
    (tmp_path / "x.key").write_text("x\n")
    assert portal("sign", "--key", tmp_path / "x.key", site).stderr.startswith("Khóa bí mật không đọc được;")
    other = Keys(tmp_path)
    said = portal("sign", "--key", other.secret, site).stderr
    assert said.startswith(f"Khóa bí mật ứng với {other.public}, nhưng data/portal.yaml nêu {keys.public};")


def test_a_key_that_the_site_does_not_name_is_refused(keys: Keys, tmp_path: Path) -> None:
    unnamed = tmp_path / "root"
    minimal_in(unnamed)
    said = portal("build", "--root", unnamed, MINISIGN_SECRET_KEY=keys.secret.read_text())
    assert said.exit_code == 1
    assert f"thêm dòng “minisign_key: {keys.public}” vào data/portal.yaml" in said.stderr
    assert not (unnamed / "site").exists()


def test_the_published_site_is_asked_for_its_manifest(
    root: Path, tmp_path: Path, serve: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As CI asks it: a site without a manifest was never published; one that does not answer stops it."""
    address, digest = (
        serve((root / "site").resolve()),
        hashlib.sha256((root / "site" / MANIFEST).read_bytes()),
    )
    assert previous_manifest.previous_digest(address) == digest.hexdigest()
    assert previous_manifest.previous_digest(f"{address}{MANIFEST}") == digest.hexdigest()
    (tmp_path / "empty").mkdir()
    assert previous_manifest.previous_digest(serve(tmp_path / "empty")) == "first"
    monkeypatch.setattr(previous_manifest, "PAUSES", (0, 0))
    silent = portal("build", "--root", root, "--previous", "http://127.0.0.1:9/cong/")
    assert silent.exit_code == 1
    assert silent.stderr.startswith("Không hỏi được bản kê đang công bố ở http://127.0.0.1:9/cong/: ")
    for given, words in (
        ("khong-co", "Không thấy bản kê trước"),
        (__file__, f"“{__file__}” không phải bản kê"),
    ):
        refused = portal("build", "--root", root, "--previous", given)
        assert (refused.exit_code, refused.stderr.startswith(words)) == (1, True), refused.output
