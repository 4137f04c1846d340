"""Charts drawn at build time, so that pages need no script to show them.

In: data frames of numbers.
Out: each chart as SVG with its title, description and table; PNG for Word reports and shared links.
"""
