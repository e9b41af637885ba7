"""The pages of the window, one per step, generated from the form."""
