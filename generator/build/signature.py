"""The signature of a manifest, in minisign's format: made with a key, checked with another. Pure.

The bytes of a signature follow from manifest, key and day alone, so that signing twice gives one file.
"""

from minisign import Error, PublicKey, SecretKey, Signature

from generator.build.manifest import SigningError
from generator.view.urls import MANIFEST


def sign(manifest: bytes, secret: bytes, password: str, named: str, day: str) -> bytes:
    """The signature of a manifest.

    Args:
        manifest: Its bytes.
        secret: Bytes of a minisign secret key file.
        password: What opens the key; empty for a key without one.
        named: The public key that the site names, in base64; empty when it names none.
        day: As-of day of the site, as ISO date; the trusted comment bears it in place of the clock's moment.

    Raises:
        SigningError: ``secret`` or ``password`` do not do, or readers would check with another key.
    """
    try:
        key = SecretKey.from_bytes(secret.strip())
    except (Error, UnicodeDecodeError):
        raise SigningError("secret") from None
    with key:
        try:
            key.decrypt(password)
        except (Error, ValueError):
            raise SigningError("password") from None
        public = key.get_public_key().to_base64().decode()
        if public != named:
            raise SigningError("key-differs" if named else "key-not-named", public=public, named=named)
        comment = f"{MANIFEST} {day}"
        made = key.sign(manifest, untrusted_comment="minisign", trusted_comment=comment)
    return bytes(made) + b"\n"


def check(manifest: bytes, signature: bytes, public: str) -> str:
    """What the signer said beside the signature (the trusted comment).

    Raises:
        SigningError: the signature is not one of this key over this manifest.
    """
    try:
        key = PublicKey.from_base64(public)
    except Error:
        raise SigningError("public", public=public) from None
    try:
        found = Signature.from_bytes(signature.removesuffix(b"\n"))
        key.verify(manifest, found)
    except (Error, ValueError):
        raise SigningError("wrong", public=public) from None
    return str(found.trusted_comment)
