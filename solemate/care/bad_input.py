"""What a person or a file handed in and we cannot use. The message is one line that names the key and the reason."""

LONGEST_QUOTE = 60


class BadInput(ValueError):
    """One line, fit to be shown as it is: which key, and what is wrong with it."""


def one_line(text: str) -> str:
    """What was handed in, with everything escaped that could break a line or a terminal."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


def quoted(text: str) -> str:
    """What was handed in, on one line, in quotes, and cut to a readable length."""
    line = one_line(text[: LONGEST_QUOTE + 1])
    return f"'{line if len(line) <= LONGEST_QUOTE else line[:LONGEST_QUOTE] + '…'}'"
