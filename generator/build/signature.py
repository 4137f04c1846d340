"""Signs a manifest with a secret key and checks a signature with the public key, in minisign's format. Pure.

The bytes of a signature depend only on manifest, key and day: signing again gives the same file.
"""

from minisign import Error, PublicKey, SecretKey, Signature

from generator.build.manifest import SigningError
from generator.view.urls import MANIFEST


def sign(manifest: bytes, secret: bytes, password: str, named: str, day: str) -> bytes:
    """Return the signature of a manifest.

    Args:
        manifest: Bytes of the manifest.
        secret: Bytes of a minisign secret key file.
        password: Password of the key; empty for a key without one.
        named: The public key that the site names, in base64; empty when it names none.
        day: As-of day of the site (ISO date), written into the trusted comment instead of the present time.

    Raises:
        SigningError: ``secret`` is not a key, ``password`` is wrong, or the public key is not `named`.
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
    """Check a signature and return its trusted comment.

    Raises:
        SigningError: `public` is not a key, or the signature is not one of this manifest by this key.
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
