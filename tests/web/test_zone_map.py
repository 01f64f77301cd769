"""The zone map: every tap is kept, a form keeps it too, nobody else's is touched, and the first map stands against now."""

import re

import pytest

from solemate.web.diary.models import ZoneMap, ZoneMark
from solemate.web.diary.spots import RUNGS, SPOTS
from tests import cast, moved_clock

pytestmark = pytest.mark.django_db
MAP = "/where/numb/2026-11-22/"


def marked(person, feeling="numb", day="2026-11-22"):
    rows = ZoneMark.objects.filter(zone_map__person=person, zone_map__feeling=feeling, zone_map__local_date=day)
    known = {(spot.site, spot.view, spot.zone): spot.id for spot in SPOTS.values()}
    return {known[row] for row in rows.values_list("site", "view", "zone")}


def tap(client, spot, on="1", address=MAP):
    return client.post(f"{address}mark/", {"spot": spot, "on": on})


def test_there_are_22_spots_each_with_words_of_its_own():
    assert len(SPOTS) == 22
    assert len({spot.words for spot in SPOTS.values()}) == 22
    assert SPOTS["left-sole-toes"].words == "Left sole, toes"
    assert SPOTS["right-back-back"].site == "right-hand"


def test_every_tap_is_kept_at_once_and_counted(ada):
    client = cast.signed_in(ada)
    assert tap(client, "left-sole-toes").json() == {"spots": 1}
    assert tap(client, "right-palm-fingers").json() == {"spots": 2}
    assert marked(ada) == {"left-sole-toes", "right-palm-fingers"}
    assert tap(client, "left-sole-toes", on="0").json() == {"spots": 1}
    assert marked(ada) == {"right-palm-fingers"}


def test_sent_twice_it_is_marked_once(ada):
    client = cast.signed_in(ada)
    for _ in range(2):
        assert tap(client, "left-sole-toes").json() == {"spots": 1}
    for _ in range(2):
        assert tap(client, "left-sole-toes", on="0").json() == {"spots": 0}
    assert ZoneMap.objects.count() == 1, "an empty map is a map: it is numb nowhere"


@pytest.mark.parametrize(
    "sent",
    [
        {"spot": "left-sole-knee", "on": "1"},
        {"spot": "", "on": "1"},
        {"spot": "left-sole-toes"},
        {"spot": "left-sole-toes", "on": "yes"},
    ],
)
def test_what_is_no_spot_is_refused(ada, sent):
    assert cast.signed_in(ada).post(f"{MAP}mark/", sent).status_code == 422
    assert not ZoneMap.objects.exists()


@pytest.mark.parametrize("day", ["2026-11-20", "2026-11-23"])
def test_only_today_and_yesterday_can_be_marked(ada, day):
    client = cast.signed_in(ada)
    assert client.get(f"/where/numb/{day}/").status_code == 404
    assert client.post(f"/where/numb/{day}/", {"shown": "list", "go": "done"}).status_code == 404
    assert tap(client, "left-sole-toes", address=f"/where/numb/{day}/").status_code == 422
    assert not ZoneMap.objects.exists()


@pytest.mark.parametrize("address", ["/where/itchy/2026-11-22/", "/where/itchy/2026-11-22/reach/"])
def test_a_feeling_nobody_knows_is_no_page(ada, address):
    assert cast.signed_in(ada).get(address).status_code == 404


def test_the_form_keeps_what_is_shown_and_leaves_the_other_views_alone(ada):
    client = cast.signed_in(ada)
    tap(client, "left-palm-palm")
    tap(client, "left-sole-heel")
    answer = client.post(MAP, {"shown": "sole", "spot": ["left-sole-toes", "right-sole-ball"], "go": "top"})
    assert answer["Location"] == f"{MAP}?view=top"
    assert marked(ada) == {"left-sole-toes", "right-sole-ball", "left-palm-palm"}


def test_the_list_holds_the_same_22_and_can_clear_them_all(ada):
    client = cast.signed_in(ada)
    tap(client, "left-palm-palm")
    page = client.get(f"{MAP}?view=list").content.decode()
    assert set(re.findall(r'name="spot" value="([^"]+)"', page)) == set(SPOTS)
    assert page.count(" checked>") == 1
    client.post(MAP, {"shown": "list", "go": "done"})
    assert marked(ada) == set()


def test_each_zone_is_a_check_box_with_its_words(ada):
    client = cast.signed_in(ada)
    tap(client, "left-sole-toes")
    seen = []
    for view in ("sole", "top", "palm", "back"):
        page = client.get(f"{MAP}?view={view}").content.decode()
        for spot, rest, words in re.findall(
            r'<input type="checkbox"[^>]* value="([^"]+)"([^>]*)><label [^>]*>([^<]+)<', page
        ):
            assert words == f"{SPOTS[spot].words}, numb"
            assert ("checked" in rest) is (spot == "left-sole-toes")
            seen.append(spot)
    assert seen == list(SPOTS), "left then right, top to bottom"


def test_each_feeling_has_a_map_of_its_own(ada):
    client = cast.signed_in(ada)
    tap(client, "left-sole-toes")
    tap(client, "right-sole-toes", address="/where/pain/2026-11-22/")
    assert (marked(ada), marked(ada, "pain")) == ({"left-sole-toes"}, {"right-sole-toes"})
    assert "Where does it hurt?" in client.get("/where/pain/2026-11-22/").content.decode()


def test_another_persons_map_is_not_seen_and_not_touched(ada, ben):
    tap(cast.signed_in(ada), "left-sole-toes")
    client = cast.signed_in(ben)
    assert " checked>" not in client.get(MAP).content.decode()
    tap(client, "left-sole-toes", on="0")
    assert marked(ada) == {"left-sole-toes"}
    assert "No map yet" not in cast.signed_in(ada).get("/where/").content.decode()


def test_how_far_up_is_one_choice_for_each_limb_with_a_mark(ada):
    client = cast.signed_in(ada)
    client.post(MAP, {"shown": "sole", "spot": ["left-sole-toes", "right-sole-ball"], "go": "done"})
    page = client.get(f"{MAP}reach/").content.decode()
    assert page.count('type="radio"') == 2 * len(RUNGS["foot"])
    client.post(f"{MAP}reach/", {"left-foot": "ankle", "right-hand": "wrist"})
    assert ZoneMap.objects.get().reach == {"left-foot": "ankle"}
    assert "Left foot: to the ankle" in client.get("/where/").content.decode()


def test_a_rung_nobody_knows_is_not_kept(ada):
    client = cast.signed_in(ada)
    tap(client, "left-sole-toes")
    assert client.post(f"{MAP}reach/", {"left-foot": "elbow"}).status_code == 302
    assert ZoneMap.objects.get().reach == {}


def test_the_first_map_stands_against_now(ada):
    client = cast.signed_in(ada)
    for spot in ("left-sole-toes", "left-sole-ball"):
        tap(client, spot)
    moved_clock.move(days=30)
    later = "/where/numb/2026-12-22/"
    assert "Same as on 22 November" in client.get(later).content.decode()
    client.post(later, {"shown": "sole", "go": "same"})
    assert marked(ada, day="2026-12-22") == {"left-sole-toes", "left-sole-ball"}
    tap(client, "left-sole-ball", on="0", address=later)
    tap(client, "right-back-fingers", address=later)
    page = " ".join(client.get("/where/").content.decode().split())
    assert "First map, 22 November 2026" in page
    assert "2 then, 2 now." in page
    assert "<strong>New:</strong> right back of hand, fingers." in page
    assert "<strong>Gone:</strong> left sole, ball." in page


def test_a_closed_foot_says_so_and_can_be_marked(ada):
    cast.answers(ada, "wound_foot", sites=("left-foot",))
    client = cast.signed_in(ada)
    page = client.get(MAP).content.decode()
    assert "Your left foot is closed today." in page
    assert "Your right foot is closed today." not in page
    assert page.count("is-dashed") == 1
    assert tap(client, "left-sole-toes").status_code == 200
    assert "closed today" not in client.get(f"{MAP}?view=palm").content.decode()


def test_in_the_bin_it_is_gone_and_a_new_one_can_be_made(ada):
    client = cast.signed_in(ada)
    tap(client, "left-sole-toes")
    ZoneMap.objects.update(deleted_at=moved_clock.now())
    assert " checked>" not in client.get(MAP).content.decode()
    tap(client, "right-sole-toes")
    assert ZoneMap.objects.count() == 2
    assert "No map yet" not in client.get("/where/").content.decode()
