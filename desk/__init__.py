"""The work on reports that needs no window: any file into a report, checking many, steps, readiness."""
