"""The needs bank and its forms: what each reader finds there, what is kept when something is wrong, what it costs."""

import re
from datetime import timedelta

import pytest

from groundswell.foundation.kit import clock
from groundswell.needs.models import Asset, InsightBrief, Need, Theme
from groundswell.needs.services import assets, briefs
from groundswell.needs.services import needs as services
from groundswell.needs.services.assets import AssetWords
from groundswell.needs.services.briefs import BriefWords
from groundswell.partnership.selectors import asker_for
from tests.factories.needs import make_asset, make_need, make_theme, need_again, published
from tests.factories.partnership import make_person

RAISED = {"problem": "People wait.", "title": "Waiting", "affected": "Patients", "scale": "", "good": "", "place": ""}


def body(response):
    return re.sub(r"\s+", " ", response.content.decode())


def shown(programme, mia, by_mia, count):
    """So many needs and assets of one theme, each need with so many briefs."""
    theme = make_theme(programme, manager=mia)
    for number in range(count):
        need = published(programme, theme=theme, manager=mia)
        asset = make_asset(programme, theme=theme, title=f"Asset {number}")
        assets.move_asset(asset, "publish", by=by_mia)
    for number in range(count):
        briefs.write_brief(need, BriefWords(f"Brief {number}", "Nine weeks.", "The insight team"), by=by_mia)
    return theme, need


@pytest.mark.parametrize("count", [1, 3, 25])
def test_pages_cost_the_same_however_much_there_is(client, programme, mia, by_mia, count, django_assert_num_queries):
    theme, need = shown(programme, mia, by_mia, count)
    asset = Asset.objects.first()
    costs = {
        "/needs/": 4,
        f"/needs/{need.reference}/": 6,
        "/needs/assets/": 4,
        f"/needs/assets/{asset.pk}/": 3,
        "/needs/themes/": 3,
    }
    client.get("/needs/")
    for address, cost in costs.items():
        with django_assert_num_queries(cost):
            assert client.get(address).status_code == 200
    page = body(client.get("/needs/"))
    assert page.count('<div class="app-card">') == count
    assert theme.name in page


def test_the_bank_says_who_published_a_need_and_not_who_raised_it(client, programme, mia):
    need = published(programme, manager=mia)
    page = body(client.get(f"/needs/{need.reference}/"))
    assert f"Mia Manager published it on {need.state_since.day} " in page
    assert "Oli Owner" not in page


def test_the_bank_is_narrowed_by_theme_and_state(as_oli, programme, mia, by_mia, oli):
    theme = make_theme(programme, manager=mia)
    published(programme, manager=mia, theme=theme)
    mine = published(programme, manager=mia, raiser=oli)
    services.end_need(mine, "retire", "Gone.", by=by_mia)
    count = {
        query: body(as_oli.get(f"/needs/{query}")).count('<div class="app-card">')
        for query in ("", f"?theme={theme.pk}", "?show=met", "?who=mine", "?show=nonsense&theme=1&page=99")
    }
    assert list(count.values()) == [2, 1, 0, 1, 2]


def test_raise_by_the_form_and_read_what_was_raised(as_oli):
    answer = as_oli.post("/needs/new/", RAISED)
    need = Need.objects.get()
    assert answer["Location"] == f"/needs/{need.reference}/"
    page = body(as_oli.get(answer["Location"]))
    assert "Oli Owner raised it on" in page
    assert "Say more, or say it anew" in page


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"problem": ""}, "Enter what the problem is"),
        ({"place": "Nowhere"}, "We do not know this place"),
        ({"problem": "Patient 943 476 5919 waits"}, "This looks like patient information"),
    ],
)
def test_raise_keeps_what_was_typed_on_every_error(as_oli, wrong, says):
    answer = as_oli.post("/needs/new/", RAISED | {"affected": "Everyone on <b>ward 4</b>"} | wrong)
    assert answer.status_code == 422
    assert says in body(answer)
    assert "Everyone on &lt;b&gt;ward 4&lt;/b&gt;" in body(answer)
    assert Need.objects.count() == 0


def test_a_need_nobody_published_is_not_there_for_others(client, need):
    assert client.get(f"/needs/{need.reference}/").status_code == 404
    assert need.title not in body(client.get("/needs/"))


def test_change_shows_both_texts_when_someone_was_faster(as_oli, need, by_oli):
    sent = RAISED | {"source": "staff", "revision": 1, "theme": ""}
    services.change_need(need, services.NeedWords("Waiting", "It is worse now."), by=by_oli)
    answer = as_oli.post(f"/needs/{need.reference}/change/", sent)
    assert answer.status_code == 409
    page = body(answer)
    assert "It is worse now." in page
    assert "People wait.</textarea>" in page
    assert 'name="revision" value="2"' in page
    assert as_oli.post(f"/needs/{need.reference}/change/", sent | {"revision": 2}).status_code == 302
    assert need_again(need).problem == "People wait."


def test_check_publishes_returns_or_joins(as_mia, programme, need, mia):
    theme, address = make_theme(programme, manager=mia), f"/needs/{need.reference}/check/"
    other = published(programme)
    assert "wait nine weeks" in body(as_mia.get(address))
    wrong = as_mia.post(address, {"outcome": "publish", "revision": 1})
    assert "Select a theme" in body(wrong)
    joined = {"outcome": "join", "other": "no such", "words": "The same.", "revision": 1}
    assert "We do not know a need with this reference" in body(as_mia.post(address, joined))
    assert as_mia.post(address, {"outcome": "return", "revision": 1}).status_code == 422
    said = {"outcome": "publish", "theme": theme.pk, "revision": 1}
    assert as_mia.post(address, said).status_code == 302
    assert need_again(need).state == "published"
    assert other.reference


def test_today_lists_what_waits_with_its_date(as_mia, need):
    page = body(as_mia.get("/today/"))
    assert "Oli Owner raised this need" in page
    assert f"/needs/{need.reference}/check/" in page


def test_a_need_that_waits_too_long_is_late(programme, need, by_mia):
    from groundswell.needs.presenters.needs import to_check

    assert not to_check(by_mia).items[0].late
    with clock.at(clock.now() + timedelta(days=30)):
        assert to_check(by_mia).items[0].late


def test_assets_of_the_theme_stand_beside_a_need(client, programme, mia, by_mia):
    theme = make_theme(programme, manager=mia)
    need = published(programme, manager=mia, theme=theme)
    other = make_asset(programme, title="Of no theme")
    asset = make_asset(programme, theme=theme)
    address = f"/needs/{need.reference}/"
    assert asset.title not in body(client.get(address))
    for one in (asset, other):
        assets.move_asset(one, "publish", by=by_mia)
    page = body(client.get(address))
    assert asset.title in page
    assert other.title not in page
    assert need.title in body(client.get(f"/needs/assets/{asset.pk}/"))


def test_offer_change_and_take_back_an_asset(as_oli, programme):
    typed = {"kind": "skills", "title": "Two people who sew", "text": "", "how_to_use": "", "theme": "", "place": ""}
    as_oli.post("/needs/assets/offer/", typed)
    asset = Asset.objects.get()
    here = f"/needs/assets/{asset.pk}/"
    assert "Nobody has published it yet" in body(as_oli.get(here))
    assert as_oli.post(f"{here}change/", typed | {"title": "Three", "revision": 1}).status_code == 302
    assert as_oli.post(f"{here}change/", typed | {"title": "Four", "revision": 1}).status_code == 409
    assert as_oli.post(f"{here}move/", {"do": "publish", "revision": 2}).status_code == 403
    as_oli.post(f"{here}move/", {"do": "withdraw", "revision": 2})
    asset.refresh_from_db()
    assert (asset.title, asset.state, asset.revision) == ("Three", "withdrawn", 3)
    as_oli.post(f"{here}move/", {"do": "offer", "revision": 3})
    assert Asset.objects.get().state == "offered"


def test_publish_an_asset_refuses_words_that_nobody_read(as_mia, programme, by_oli, oli):
    asset = make_asset(programme, owner=oli)
    here = f"/needs/assets/{asset.pk}/"
    assert '<input type="hidden" name="revision" value="1">' in body(as_mia.get(here))
    words = assets.AssetWords("skills", "Ring me at home", "On my own number.")
    assets.change_asset(asset, words, by=by_oli, revision=1)
    for sent in ({"revision": 1}, {}):
        page = body(as_mia.post(f"{here}move/", {"do": "publish"} | sent, follow=True))
        assert "Someone else changed this while you had it open" in page
    assert Asset.objects.get().state == "offered"
    as_mia.post(f"{here}move/", {"do": "publish", "revision": 2})
    assert Asset.objects.get().state == "published"


def test_publish_an_asset_is_refused_to_who_offered_it(programme, mia, by_mia):
    from groundswell.foundation.access import NotAllowed

    with pytest.raises(NotAllowed, match="another programme manager"):
        assets.move_asset(make_asset(programme, owner=mia), "publish", by=by_mia)
    with pytest.raises(NotAllowed, match="Give it a short name"):
        assets.offer_asset(programme, AssetWords("space", " "), by=by_mia)


def test_themes_are_added_once_and_changed(as_mia, programme):
    typed = {"name": "Safer care", "text": "Less harm."}
    as_mia.post("/needs/themes/add/", typed)
    theme = Theme.objects.get()
    assert "There is a theme of this name already" in body(as_mia.post("/needs/themes/add/", typed))
    here = f"/needs/themes/{theme.pk}/change/"
    as_mia.post(here, typed | {"over": "on", "revision": 1})
    assert "Not in use since" in body(as_mia.get("/needs/themes/"))
    assert as_mia.post(here, typed | {"revision": 1}).status_code == 409
    as_mia.post(here, {"name": "Safer", "text": "", "revision": 2})
    theme.refresh_from_db()
    assert (theme.name, theme.over_on, theme.revision) == ("Safer", None, 3)


def test_briefs_are_laid_beside_needs_by_who_looks_at_numbers(as_mia, as_oli, programme, mia, by_mia, oli):
    need, other = published(programme, manager=mia), published(programme, manager=mia)
    typed = {"brief": "", "title": "Waits in 2026", "text": "Nine weeks.", "source": "Insight team", "address": ""}
    as_mia.force_login(oli)
    assert as_oli.post(f"/needs/{need.reference}/briefs/add/", typed).status_code == 403
    by_insight = asker_for(make_person("Ida"), programme)
    brief = briefs.write_brief(need, BriefWords("Waits in 2026", "Nine weeks.", "Insight team"), by=by_mia)
    assert InsightBrief.objects.get().written_by == mia
    for _twice in range(2):
        briefs.attach_brief(brief, other, by=by_mia)
    assert "Nine weeks." in body(as_oli.get(f"/needs/{other.reference}/"))
    briefs.detach_brief(brief, other, by=by_mia)
    assert "Nine weeks." not in body(as_oli.get(f"/needs/{other.reference}/"))
    assert need_again(other).revision == 4
    from groundswell.foundation.access import NotAllowed

    with pytest.raises(NotAllowed, match="Only the insight team"):
        briefs.attach_brief(brief, other, by=by_insight)


def test_a_brief_needs_words_or_one_that_is_there(as_mia, programme):
    need = published(programme)
    here = f"/needs/{need.reference}/briefs/add/"
    wrong = as_mia.post(here, {"brief": "", "title": "Waits", "text": "", "source": "", "address": "javascript:x"})
    assert wrong.status_code == 422
    for says in ("Enter what was found", "Enter where it comes from", "begins with https://"):
        assert says in body(wrong)
    right = {"title": "Waits", "text": "Nine.", "source": "Us", "address": "https://example.org/waits"}
    assert as_mia.post(here, right).status_code == 302
    other = make_need(programme)
    again = as_mia.post(f"/needs/{other.reference}/briefs/add/", {"brief": InsightBrief.objects.get().pk})
    assert again.status_code == 302


def test_end_is_offered_where_the_table_has_a_way_on(as_mia, programme, need):
    need = published(programme)
    here = f"/needs/{need.reference}/end/"
    page = body(as_mia.get(here))
    assert "It is no longer needed" in page
    assert "It is met" not in page
    assert as_mia.post(here, {"outcome": "meet", "words": "It is met", "revision": 2}).status_code == 422
    as_mia.post(here, {"outcome": "retire", "words": "The clinic closed", "revision": need.revision})
    assert need_again(need).said == "The clinic closed"


def test_mail_tells_who_raised_it_and_reads_nothing_that_was_hidden_since(programme, need, by_mia, oli, as_oli):
    from groundswell.foundation.notices import Recipient
    from groundswell.foundation.notices.registry import notice_for, read_on_site

    services.return_need(need, "Which clinic?", by=by_mia)
    letter = notice_for("needs.returned").write(need.pk, Recipient("Oli", "oli@example.org", oli.pk))
    assert letter.subject == f"News of your need {need.reference.replace('-', ' ')}"
    assert letter.link.endswith(f"/needs/{need.reference}/change/")  # which asks who is signed out to sign in
    assert notice_for("needs.returned").write(need.pk, Recipient("Joe", "j@example.org", make_person().pk)) is None
    told = ("needs.returned", need.pk)
    assert set(read_on_site(asker_for(oli, programme), [told])) == {told}
    assert read_on_site(asker_for(make_person(), programme), [told]) == {}
