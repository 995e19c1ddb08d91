"""Citizen conferences and bodies that work like them: sessions, opinion, answers, what became of them."""
