"""The report as one web page for the disclosure column of a government site."""
