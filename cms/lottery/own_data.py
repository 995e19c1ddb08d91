"""What lotteries keep of a person with an account, and how it goes. Loaded before models are."""

from __future__ import annotations


def export(user) -> dict:
    """What lotteries keep of this person."""
    from cms.lottery.erasing import export_of

    return export_of(user)


def erase(user) -> None:
    """Withdraw this person from every lottery, with all that names them."""
    from cms.lottery.erasing import erase_of

    erase_of(user)
