"""Words of praise, blame and harm, general knowledge of French and English."""
