"""The guide to participation: who can take part, what fits a situation, how entries are browsed and kept up to date."""
