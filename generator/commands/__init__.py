"""Commands of ``portal``: words in, exit code out.

In: arguments, the disk and the clock.
Out: messages in the reader's language; each imports what it needs when it runs.
"""
