"""More: one form, one Save; what is wrong is said, and nothing that was typed is lost."""

import pytest

from tests import cast

pytestmark = pytest.mark.django_db
SENT = {
    "country": "DE",
    "emergency": "",
    "doctor": "030 123/45",
    "cancer_team": "+49 30 99",
    "crisis": "",
    "follows": ["left-foot", "right-foot"],
    "scales": ["sleep"],
    "things": ["thermometer"],
    "mode": "neuropathy",
}


def test_everything_is_saved_at_once(ada):
    client = cast.signed_in(ada)
    assert client.post("/more/", SENT)["Location"] == "/more/?saved"
    ada.refresh_from_db()
    assert (ada.country, ada.doctor_number, ada.cancer_team_number) == ("DE", "030 123/45", "+49 30 99")
    assert (ada.follows, ada.scales, ada.things) == (["left-foot", "right-foot"], ["sleep"], ["thermometer"])
    assert ada.voice is False
    evening = client.get("/check-in/2026-11-22/1/").content.decode()
    assert "left foot" in evening
    assert "Question 1 of 7" in evening


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"doctor": "ask my wife"}, "A phone number has digits"),
        ({"emergency": "+"}, "A phone number has digits"),
        ({"follows": []}, "Please choose at least one hand or foot"),
        ({"country": "XX"}, "Please choose a country from the list"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept_on_the_page(ada, wrong, reason):
    answer = cast.signed_in(ada).post("/more/", SENT | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert reason in page
    [field] = wrong
    assert f'aria-describedby="{field}-error"' in page, "the reason stands beside its field"
    assert f'id="{field}-error"' in page
    assert page.count('class="error" id="') == 1, "and beside no other"
    assert field == "country" or 'value="DE" selected' in page
    assert "+49 30 99" in page
    ada.refresh_from_db()
    assert ada.doctor_number == ""
    assert ada.follows == ["left-hand", "right-hand"]


def test_the_cancer_teams_line_comes_first_where_it_should(ada):
    client = cast.signed_in(ada)
    client.post("/more/", SENT | {"country": "GB"})
    cast.answers(ada, "fever", "chemo_active")
    page = client.get("/safety/call/").content.decode()
    assert "Call your cancer team now" in page
    assert page.index('href="tel:+493099"') < page.index('href="tel:999"')


def test_keep_moving_asks_for_no_pain_and_promises_nothing(ada):
    client = cast.signed_in(ada)
    client.post("/who-for/", {"mode": "keep-moving", "country": "GB"})
    assert "Stiffness" in client.get("/progress/").content.decode()
    page = client.get("/techniques/seated-exercise/").content.decode()
    assert "We do not know that this keeps nerves well." in page
    cast.answers(ada)
    answer = client.post("/sessions/new/hand-lotion-massage/")
    assert "/before/" not in answer["Location"]
