"""Generates invented data on top of the real plans, for tests, benchmarks and demonstrations.

In: the real portal, how many communes and quarters, and a seed for the random numbers.
Out: a folder of data files in which everything invented is marked as such.
"""
