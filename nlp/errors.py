"""What can go wrong in the engine, named for the fact."""


class EngineError(Exception):
    """The engine cannot do what was asked; the message is one line that says what to do."""


class BadInput(EngineError):
    """The input cannot be read as it stands; the message names the file, the line and the remedy."""


class EncoderUnavailable(EngineError):
    """The encoder that was asked for is unknown, not installed or cannot be loaded."""


class Cancelled(Exception):
    """Raised by a caller's progress function to stop a run; the engine lets it through."""


class ContradictoryDecisions(EngineError):
    """People's decisions cannot all hold; `problems` has a sentence for each clash, with the decisions' numbers."""

    def __init__(self, problems):
        self.problems = tuple(problems)
        count = len(self.problems)
        told = "1 problem" if count == 1 else f"{count} problems"
        super().__init__(f"The decisions cannot all hold ({told}): {' '.join(self.problems)}")
