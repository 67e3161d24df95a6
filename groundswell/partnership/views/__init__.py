"""Pages of this room: signing in and out, people and roles, the duty rota, the team, the demonstration's cast."""
