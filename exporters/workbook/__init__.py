"""Workbooks derived from the Form: the collection workbook that is sent out, and the workbook of a report."""
