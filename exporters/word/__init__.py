"""The report as a Word file: GB/T 9704 page, official fonts, real styles, the three tables of the form.

``package.package(document, report)`` gives the bytes. The file carries the report itself in ``models.embedding.PART``, so that it can be
read again with everything it says. ``template`` fills in a file that a superior office sent.
"""
