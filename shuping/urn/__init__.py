"""The ballot-taking process and what it keeps: sealed ballots, and no identity.

Nothing here knows Django, a person, a session or a clock. One box is one file. Only the
urn process opens a box that takes ballots; a closed one can be opened by anybody who
holds its key.
"""
