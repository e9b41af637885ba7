"""The report as a Word file: GB/T 9704 page, official fonts, real styles, the three tables of the form.

``package.package(document)`` gives the bytes. The file holds what it shows and nothing else, unless the report is asked to travel inside as
data (``models.embedding``). ``template`` fills in a file that a superior office sent.
"""
