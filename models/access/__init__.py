"""Who may do what: roles, users and their tokens, and what is left of a number that somebody may not see."""
