"""The report as pages through typst: PDF for publication, and images of pages with the places of everything on them."""
