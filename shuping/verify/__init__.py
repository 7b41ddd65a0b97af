"""`shuping verify`: a bundle checked by a program that shares no code with the count.

It uses no Django, nothing of the rooms and nothing of the urn: only the standard
library, libsodium, and the two word lists by which a key is written down.
"""
