"""Pages and files for programs and for other websites.

In: a measured portal and the other pages.
Out: page specs of the data page, the API's guide and the gallery of embeds; the files of feeds and calendars.
"""
