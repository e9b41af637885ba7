"""The window itself: steps, menus, notices, files, the start, help."""
