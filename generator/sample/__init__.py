"""``portal sample``: a whole root of invented data on top of the real plans, at any scale.

It exists for tests, measurements and demonstrations; everything invented is marked as such.
"""
