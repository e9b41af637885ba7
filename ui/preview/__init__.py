"""The printed pages beside the form, set anew after every edit."""
