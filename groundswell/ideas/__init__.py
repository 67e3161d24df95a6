"""How an innovation first arrives: an idea is written, sent, read by a named person, and answered by a date.

In: what someone typed. Out: ideas decided, each with a person and a date; those for selection wait to be pulled.
Verbs: send, take, give, reply, ask, answer, find out, decide, undo, finish, give back, look again, withdraw, thank.
"""
