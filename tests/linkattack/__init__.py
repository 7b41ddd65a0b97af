"""`linkattack`: what a thief of every byte can tell of who cast which ballot.

`story` plays a small election with the real box and the real intake and copies all that
lies on the disk midway, before closing and after it. `clues` are the means by which a
thief orders or pairs what he found. `scoring` holds his guesses against the truth.
`leaks` are boxes that were built wrongly, each of which must be found out. Run it by
hand with `python -m tests.linkattack 1000`.
"""
