"""A browser without a screen, for tests that need many writes: cookies, forms and JSON over plain HTTP."""

import http.cookiejar
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from typing import Any


class AsABrowser(urllib.request.HTTPRedirectHandler):
    """Follows 307 with the same form, which browsers do and urllib refuses."""

    def redirect_request(self, request, file, code, message, headers, new_url):
        if code == 307:
            return urllib.request.Request(new_url, request.data, dict(request.headers))
        return super().redirect_request(request, file, code, message, headers, new_url)


class Visitor:
    """Signs in by a link; posts forms as a page would, and events as the player would."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.patience = 10  # seconds
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(AsABrowser, urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> str:
        with self.opener.open(self.base + path, timeout=self.patience) as answer:
            return answer.read().decode()

    def post(self, path: str, **fields: Any) -> str:
        """Post a form; returns the address one ends up at."""
        token = re.search(
            r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get("/help/" if "enter" not in path else path)
        )
        fields["csrfmiddlewaretoken"] = token[1] if token else self.token()
        body = urllib.parse.urlencode(fields, doseq=True).encode()
        with self.opener.open(self.base + path, body, timeout=self.patience) as answer:
            return answer.url

    def download(self, path: str) -> bytes:
        """The bytes of a file that a page hands over."""
        with self.opener.open(self.base + path, timeout=self.patience) as answer:
            content: bytes = answer.read()
            return content

    def upload(self, path: str, content: bytes) -> str:
        """Send a file as the form of a page does; returns the page that follows."""
        edge = "----solemate-test-edge"
        head = f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{self.token()}\r\n'
        head += f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="a.zip"\r\n'
        head += "Content-Type: application/zip\r\n\r\n"
        body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={edge}"}
        request = urllib.request.Request(self.base + path, body, kind)
        with self.opener.open(request, timeout=self.patience) as answer:
            page: str = answer.read().decode()
            return page

    def token(self) -> str:
        return next(cookie.value or "" for cookie in self.cookies if cookie.name.endswith("csrftoken"))

    def send(self, path: str, content: Any) -> Any:
        """Post JSON as the player does."""
        request = urllib.request.Request(
            self.base + path,
            json.dumps(content).encode(),
            {"Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": self.token()},
        )
        with self.opener.open(request, timeout=self.patience) as answer:
            return json.load(answer)


def refused(act: Any) -> urllib.error.HTTPError:
    """The error that `act` must end in."""
    try:
        act()
    except urllib.error.HTTPError as error:
        return error
    raise AssertionError("was not refused")
