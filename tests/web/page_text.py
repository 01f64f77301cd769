"""The words of a page as a person reads them: HTML in, sentences out. Citations, drawings, menus and scripts are left out."""

from html.parser import HTMLParser

LEFT_OUT = {"script", "style", "svg", "select", "nav", "header", "noscript"}
# A line ends where one of these does, whether or not it has a full stop.
ENDS_A_LINE = {
    *(
        "p",
        "li",
        "h1",
        "h2",
        "h3",
        "button",
        "summary",
        "label",
        "legend",
        "td",
        "th",
        "caption",
        "figcaption",
        "a",
        "br",
    ),
    *("div", "section", "strong", "small", "span"),
}
VOID = {"br", "input", "meta", "link", "img"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, bool]] = []
        self.lines: list[str] = [""]

    def handle_starttag(self, tag, attrs):
        classes = (dict(attrs).get("class") or "").split()
        if tag not in VOID:
            self.stack.append((tag, tag in LEFT_OUT or "citation" in classes or "hidden" in dict(attrs)))
        if tag in ENDS_A_LINE and tag not in ("strong", "span", "a"):
            self.lines.append("")

    def handle_endtag(self, tag):
        while self.stack and self.stack.pop()[0] != tag:
            pass
        if tag in ENDS_A_LINE and tag not in ("strong", "span", "a"):
            self.lines.append("")

    def handle_data(self, data):
        if not any(hidden for _, hidden in self.stack):
            self.lines[-1] += data


def lines_of(html: str) -> list[str]:
    """Every line of the page's body, white space folded, empty ones left out."""
    reader = _Reader()
    reader.feed(html.split("<body", 1)[1])
    return [text for line in reader.lines if (text := " ".join(line.split()).strip(" >"))]
