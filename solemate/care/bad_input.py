"""What a person or a file handed in and we cannot use. The message is one line that names the key and the reason."""

LONGEST_QUOTE = 60


class BadInput(ValueError):
    """One line, fit to be shown as it is: which key, and what is wrong with it."""


def quoted(value: str) -> str:
    """What was handed in, made safe to print on one line of any terminal and cut to a readable length."""
    text = ascii(value)[1:-1]
    return f"'{text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + '…'}'"
