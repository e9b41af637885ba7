"""What the report's findings say, where they lead, and when they are said."""
