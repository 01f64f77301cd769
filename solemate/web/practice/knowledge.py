"""What is known: the ledger of studies, the article's claims with our verdicts, and where its figures came from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from solemate.care.evidence import load_evidence


def ledger(request: HttpRequest) -> HttpResponse:
    """Every claim with its verdict and what we allow ourselves to say; every study that may be shown."""
    evidence = load_evidence()
    return render(
        request,
        "practice/ledger.html",
        {"reading": evidence.reading, "claims": evidence.claims.values(), "studies": evidence.shown},
    )


def article(request: HttpRequest) -> HttpResponse:
    """Where the article's figures came from, and which were wrong."""
    evidence = load_evidence()
    return render(request, "practice/article.html", {"article": evidence.article, "figures": evidence.figures})
