"""Short papers beside the report: what the leader looks at, what is signed, what goes back to a unit.

``blocks`` says what such a paper is made of, neutral of any format; ``word`` and ``pages`` render it.
"""
