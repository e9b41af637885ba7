"""What each number may count, by an ordered list of rules, each with a weight."""
