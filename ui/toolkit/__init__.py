"""What every room of the window builds with: colours, sizes, controls, work off the GUI thread. Knows no report."""
