"""Before Qt: what the system has to be told, and what keeps the window from opening, said in a window all the same.

Nothing here imports Qt: it may be Qt that cannot be loaded.
"""
