"""Policies for web hosts: nothing inline, nothing from elsewhere, embeds by the hash of their styles."""

import base64
import hashlib

import pytest

from generator.view import policies


@pytest.mark.parametrize(
    "policy", [policies.POLICY, policies.META, policies.framed_policy(["a{}"]), policies.framed_meta("a{}")]
)
def test_nothing_inline_and_nothing_from_elsewhere(policy: str) -> None:
    assert "unsafe" not in policy
    assert "http" not in policy
    assert '"' not in policy


@pytest.mark.parametrize("name", ["base-uri", "form-action", "object-src", "frame-ancestors"])
def test_what_default_src_does_not_say_is_said(name: str) -> None:
    assert f"{name} " in policies.POLICY
    assert f"{name} " in policies.framed_policy([])


def test_styles_are_named_by_hash_each_once() -> None:
    digest = base64.b64encode(hashlib.sha256("a{color:#đ}".encode()).digest()).decode()
    assert policies.sources(["a{color:#đ}", "a{color:#đ}"]) == f"'sha256-{digest}'"


@pytest.mark.parametrize(
    ("url", "prefix"),
    [("", ""), ("https://e.vn", ""), ("https://e.vn/", ""), ("https://e.vn/cchc/hp/", "/cchc/hp")],
)
def test_prefix(url: str, prefix: str) -> None:
    assert policies.hosting(url, []).prefix == prefix


def test_texts_say_their_charset() -> None:
    texts = {suffix for suffix, kind in policies.TYPES.items() if "charset=utf-8" in kind}
    assert texts == {
        "html", "css", "js", "txt", "minisig", "csv", "ics", "json", "jsonld", "webmanifest", "xml", "atom",
        "svg",
    }  # fmt: skip
