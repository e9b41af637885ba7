"""Many reports at once, for the superior office."""
