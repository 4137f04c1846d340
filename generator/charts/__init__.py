"""Charts drawn at build time.

In: frames of numbers.
Out: finished SVG, its table and its words; PNG for Word and shared links.
"""
