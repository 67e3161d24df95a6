"""Who we are: programmes, partner organisations, services, people, roles held, the duty rota.

In: people and organisations, entered by an administrator or by signing in.
Out: `selectors` answer who is asking, who is on duty, who is on the team.
Verbs: grant and end a role, set a turn of duty.
"""
