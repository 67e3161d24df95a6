"""What is lacking here, what we mean to do about it, and the questions that we put to everyone.

In: needs that anyone of a service raises; the strategy, as the programme writes it.
Out: `selectors.challenges.open_for` lists what ideas may answer; later rooms post commitments down on a priority.
Verbs: raise, publish, offer, open a round, vote, decide, sign off, put a challenge, accept it, close it.
"""
