"""Commands of ``portal``, by what they are for; each imports what it needs when it runs."""
