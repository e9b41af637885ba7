"""The words of official prose by role, the numbers in it, and the cells that they mean."""
