"""Pages of targets and indicators.

In: a measured portal.
Out: page specs of targets and indicators; the cards of the headline indices for the home page.
"""
