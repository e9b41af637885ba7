"""The manual: shown by F1 at the right place, its pictures taken from the running application."""
