"""How a sentence is built: clauses, brackets, lists, the year it speaks of."""
