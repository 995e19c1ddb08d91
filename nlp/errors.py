"""What can go wrong in the engine, named for the fact."""


class EngineError(Exception):
    """The engine cannot do what was asked; the message is one line that says what to do."""


class BadInput(EngineError):
    """The input cannot be read as it stands; the message names the file, the line and the remedy."""


class EncoderUnavailable(EngineError):
    """The encoder that was asked for is unknown, not installed or cannot be loaded."""


class NotYet(EngineError):
    """An option of the contract that this version does not have."""


class Cancelled(Exception):
    """Raised by a caller's progress function to stop a run; the engine lets it through."""
