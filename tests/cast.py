"""The people of the tests, used by name everywhere: Ada has the diary, Ben is a stranger with a diary of his own."""

from django.test import Client

from solemate.care.catalogue import load_catalogue
from solemate.web.people.actions import answer_safety_questions, register
from solemate.web.people.models import Account, Person
from tests import moved_clock


def new_person() -> Person:
    """Somebody who has just opened the link."""
    return register(at=moved_clock.now()).person


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.account)
    return client


def answers(person: Person, *yes: str, sites: tuple[str, ...] = ()) -> None:
    """Every safety question answered now: no, but for `yes`, at `sites` where it can have any."""
    catalogue = load_catalogue()
    account: Account = person.account
    answer_safety_questions(
        person,
        [
            (question.id, question.id in yes, [site for site in sites if site in question.sites])
            for question in catalogue.questions.values()
        ],
        at=moved_clock.now(),
        by=account,
        content_version=catalogue.version,
    )


def read_the_flag(client: Client) -> None:
    """Open the red-flag page, say that it was read, and answer its question."""
    client.get("/safety/call/")
    client.post("/safety/read/")
    for answer in range(3):
        if "/teach-back/" not in client.post("/safety/teach-back/", {"answer": str(answer)})["Location"]:
            return
    raise AssertionError("no answer of the teach-back was right")
