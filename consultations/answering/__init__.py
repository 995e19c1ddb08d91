"""A citizen answers and comes back: drafts, forms, receipts, corrections, withdrawal, paper."""
