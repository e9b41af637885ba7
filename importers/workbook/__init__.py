"""Workbooks: .xlsx, .xls, .ods; ours and those of others."""
