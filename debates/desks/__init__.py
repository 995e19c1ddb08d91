"""City desks review what hosts submit."""
