"""Two people read a sample without seeing each other's themes: how often they agree, chance taken away."""
