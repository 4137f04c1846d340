"""Office files in and out: bytes in, bytes or problems out. The disk and the clock stay with the commands."""
