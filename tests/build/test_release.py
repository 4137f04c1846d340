"""A release appears whole or not at all, and a bad build never replaces a good site."""

import hashlib
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.build import shells
from generator.build.release import (
    KEPT_RELEASES,
    PublishError,
    _intact,
    aside,
    digests,
    locked,
    publish,
    seal,
    write_file,
)
from generator.view.site import Page, Site
from generator.view.urls import MANIFEST


def release(root: Path, text: str) -> Path:
    """Publishes a site whose two pages say the same."""
    with locked(root), aside(root) as folder:
        write_file(folder, "index.html", text.encode())
        write_file(folder, "a/index.html", text.encode())
        return publish(root, folder, seal(folder))


def shown(root: Path) -> str:
    return (root / "site" / "index.html").read_text(encoding="utf-8")


def releases(root: Path) -> set[str]:
    return {path.name for path in (root / "build" / "releases").iterdir()}


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def test_the_manifest_is_that_of_sha256sum(tmp_path: Path) -> None:
    site = release(tmp_path, "một")
    digest = hashlib.sha256("một".encode()).hexdigest()
    assert (site / MANIFEST).read_text() == f"{digest}  a/index.html\n{digest}  index.html\n"
    assert site.name == hashlib.sha256((site / MANIFEST).read_bytes()).hexdigest()[:16]
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", MANIFEST], cwd=site, check=True)


def test_a_second_build_is_refused_while_one_runs(tmp_path: Path) -> None:
    with locked(tmp_path):
        with pytest.raises(PublishError) as raised, locked(tmp_path):
            pass
        assert raised.value.code == "build-running"
    with locked(tmp_path):
        pass


@pytest.mark.parametrize("path", ["../x", "/x-of-nobody", "a/../../x", "out/x"])
def test_a_path_outside_is_refused(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "release"
    folder.mkdir()
    (folder / "out").symlink_to(tmp_path)
    with pytest.raises(PublishError) as raised:
        write_file(folder, path, b"x")
    assert raised.value.code == "path-outside"
    assert not (tmp_path / "x").exists()
    assert not Path("/x-of-nobody").exists()


@pytest.mark.parametrize("name", ["a\nb", "a\\b", "link", "pipe"])
def test_what_no_manifest_can_name_is_not_sealed(tmp_path: Path, name: str) -> None:
    if name == "link":
        (tmp_path / name).symlink_to("/etc/hostname")
    elif name == "pipe":
        os.mkfifo(tmp_path / name)
    else:
        (tmp_path / name).touch()
    with pytest.raises(PublishError) as raised:
        seal(tmp_path)
    assert raised.value.code == "path-unfit"


def test_the_link_is_swapped_and_never_missing(tmp_path: Path) -> None:
    release(tmp_path, "0")
    done, seen, mixed = threading.Event(), set(), []

    def read() -> None:
        while not done.is_set():
            folder = (tmp_path / "site").resolve(strict=True)
            pages = {(folder / name).read_text() for name in ("index.html", "a/index.html")}
            seen.update(pages)
            if len(pages) > 1 or not (tmp_path / "site").is_symlink():
                mixed.append(pages)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(1, 3):
            release(tmp_path, str(number))
    finally:
        done.set()
        reader.join()
    assert mixed == []
    assert seen <= {"0", "1", "2"}
    assert shown(tmp_path) == "2"
    assert not (tmp_path / "site").readlink().is_absolute()


def test_a_failing_write_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "content").mkdir()
    site = Site((Page("", "Trang chủ", "", "", "<p>mới</p>", index=True, robots=""),), ())
    old = release(tmp_path, "cũ")

    def fail(*_: object) -> str:
        raise OSError(28, "No space left on device")

    for step in ("render_shells", "read_shells", "stamp", "sitemap"):
        with monkeypatch.context() as patch:
            patch.setattr(shells, "render_shells", lambda *_: "")
            patch.setattr(shells, "read_shells", lambda _, found: dict.fromkeys(found, "x"))
            patch.setattr(shells, step, fail)
            with pytest.raises(OSError, match="No space"), locked(tmp_path), aside(tmp_path) as folder:
                shells.write_site(tmp_path, site, folder, lambda _: None)
        assert shown(tmp_path) == "cũ"
        assert releases(tmp_path) == {old.name}


def test_a_real_folder_named_site_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "mine.html").touch()
    with pytest.raises(PublishError) as raised:
        release(tmp_path, "một")
    assert raised.value.code == "site-not-link"
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["mine.html"]
    assert releases(tmp_path) == set()


def test_three_releases_are_kept(tmp_path: Path) -> None:
    made = [release(tmp_path, str(number)).name for number in range(5)]
    assert releases(tmp_path) == set(made[-KEPT_RELEASES:])
    assert KEPT_RELEASES == 3
    # Back to an older one, which is then the newest: what is current is never pruned.
    assert release(tmp_path, "2").name == made[2]
    last = release(tmp_path, "5").name
    assert releases(tmp_path) == {last, made[2], made[4]}
    assert shown(tmp_path) == "5"


def test_an_interrupted_build_leaves_no_half_release(tmp_path: Path) -> None:
    old = release(tmp_path, "cũ")
    script = (
        "import os, signal, sys; from pathlib import Path; from generator.build.release import *\n"
        "root = Path(sys.argv[1])\n"
        "with locked(root), aside(root) as folder:\n"
        "    write_file(folder, 'index.html', b'half')\n"
        "    (root / '.site-1').symlink_to('nowhere')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert shown(tmp_path) == "cũ"
    left = releases(tmp_path) - {old.name}
    assert [name.startswith(".building-") for name in left] == [True]
    # The lock went with its holder; the next build clears what was left and publishes.
    new = release(tmp_path, "mới")
    assert releases(tmp_path) == {old.name, new.name}
    assert shown(tmp_path) == "mới"
    assert not (tmp_path / ".site-1").is_symlink()


def test_a_release_is_readable_by_a_web_server_whatever_the_umask(tmp_path: Path) -> None:
    with umask(0o077):
        site = release(tmp_path, "một")
    for path in (tmp_path / "build", site.parent, site, *site.rglob("*")):
        expected = 0o755 if path.is_dir() else 0o644
        assert stat.S_IMODE(path.stat().st_mode) == expected, path


def test_files_bear_the_time_of_their_release_and_no_other_has_it(tmp_path: Path) -> None:
    moments: list[float] = []
    for text in ("1", "2", "3"):  # the same size within a second: a server tells them by time alone
        site = release(tmp_path, text)
        found = {path.stat().st_mtime for path in (site, *site.rglob("*"))}
        assert len(found) == 1
        moments += found
    assert moments == sorted(set(moments))
    assert all(moment == int(moment) for moment in moments)
    # Published again unchanged, copies that readers keep stay good; taken up again later, they do not.
    assert release(tmp_path, "3").stat().st_mtime == moments[-1]
    assert release(tmp_path, "1").stat().st_mtime > moments[-1]


def test_a_damaged_release_is_not_taken_up_again(tmp_path: Path) -> None:
    first = release(tmp_path, "một")
    (first / "a" / "index.html").write_text("hại")
    second = release(tmp_path, "một")
    assert second.name == f"{first.name}-2"
    assert (tmp_path / "site").resolve() == second
    assert _intact(second)
    assert release(tmp_path, "một") == second
    assert digests(second).keys() == {"index.html", "a/index.html"}
