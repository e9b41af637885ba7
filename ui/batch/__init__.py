"""Checking many reports at once; ``files``, ``inspect`` and ``pairs`` know no window."""
