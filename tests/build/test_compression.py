"""Each text file has its compressed forms beside it; what is compressed already has none."""

import gzip
from pathlib import Path

import brotli

from generator.build.compression import LARGE, pack, twins

TEXT = b"<p>" + b"cong khai " * 40 + b"</p>"


def test_both_forms_hold_the_file_and_no_time() -> None:
    forms = dict(twins("a/index.html", TEXT))
    assert brotli.decompress(forms["a/index.html.br"]) == TEXT
    assert gzip.decompress(forms["a/index.html.gz"]) == TEXT
    assert forms["a/index.html.gz"][4:8] == bytes(4), "no time"
    assert forms == dict(twins("a/index.html", TEXT))


def test_assets_and_large_pages_are_compressed_harder() -> None:
    words = b" ".join(str(number * number).encode() for number in range(30_000))
    assert len(words) > LARGE
    quick, hard = (len(dict(twins(path, words))[f"{path}.br"]) for path in ("a.csv", "assets/a.csv"))
    assert hard < quick
    assert len(dict(twins("a.html", words))["a.html.br"]) == hard


def test_pictures_and_small_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name, data in (("a/page.html", TEXT), ("a/tiny.txt", b"x"), ("picture.png", TEXT)):
        (tmp_path / name).write_bytes(data)
    pack(tmp_path)
    names = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert names == {"a/page.html", "a/page.html.br", "a/page.html.gz", "a/tiny.txt", "picture.png"}
