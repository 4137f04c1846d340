"""Records and measures as a reader sees them.

In: a measured portal and the catalogue.
Out: typed views with receipts, addresses, and their HTML by Jinja.
"""
