"""The home page, the steering committee's page, the site map, and data in hand-written pages.

In: a measured portal.
Out: page specs of home, steering, search and site map; views for parts of hand-written pages; the shell's
words.
"""
