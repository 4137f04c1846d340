"""A whole root of invented data on top of the real plans, for tests, measurements and demonstrations.

In: a portal, a scale and a seed.
Out: data files, everything invented marked as such.
"""
