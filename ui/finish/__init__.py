"""The last step: what is still to do, the answers at a glance, and the export."""
