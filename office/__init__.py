"""The superior office's ledger 册.gkhz: register of units, reports handed in, states, sums, and what goes out. No Qt."""
