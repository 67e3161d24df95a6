"""Money of a priority: promised, spent, freed; once; never more than is left without a reason; never converted."""

from decimal import Decimal
from uuid import uuid4

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.needs.models import Commitment
from groundswell.needs.selectors import strategy_money as selectors
from groundswell.needs.services import strategy
from groundswell.needs.services.strategy.money import BY_HAND
from groundswell.partnership.selectors import asker_for, task_asker
from tests.factories.partnership import make_person
from tests.factories.strategy import make_priority, pounds, promised

CALL = "assessment.open_call"


@pytest.fixture
def priority(programme, owen, by_mary):
    return make_priority(programme, owen, budget="1000", by=by_mary)


def sums(priority):
    found = selectors.balance(priority)
    return found.promised, found.spent, found.free


def test_a_promise_that_is_spent_frees_the_rest(priority, by_owen):
    first, second = promised(priority, "300", by_owen), promised(priority, "200.50", by_owen)
    assert sums(priority) == (Decimal("500.50"), 0, Decimal("499.50"))
    strategy.settle(first, "spent", pounds("280"), by=by_owen)
    assert sums(priority) == (Decimal("200.50"), 280, Decimal("519.50"))
    strategy.settle(second, "freed", pounds("200.50"), by=by_owen)
    assert sums(priority) == (0, 280, 720)


def test_a_promise_is_settled_once(priority, by_owen):
    row = promised(priority, "300", by_owen)
    spent = strategy.settle(row, "spent", pounds("280"), by=by_owen)
    assert strategy.settle(row, "spent", pounds("280"), by=by_owen) == spent
    with pytest.raises(NotAllowed, match="This promise is settled already"):
        strategy.settle(row, "freed", pounds("20"), by=by_owen)
    assert sums(priority) == (0, 280, 720)


def test_free_gives_back_no_more_than_was_promised(priority, by_owen):
    row = promised(priority, "300", by_owen)
    with pytest.raises(NotAllowed, match="Only what was promised can be freed again"):
        strategy.settle(row, "freed", pounds("300.01"), by=by_owen)
    with pytest.raises(NotAllowed, match="Only what was promised can be freed again"):
        strategy.free(priority, pounds("1"), by=by_owen, source=CALL, key=uuid4())


def test_commit_by_a_later_room_is_once_by_its_key(priority, programme):
    key, by = uuid4(), task_asker(programme)
    first = strategy.commit(priority, pounds("600"), by=by, source=CALL, key=key)
    assert strategy.commit(priority, pounds("600"), by=by, source=CALL, key=key) == first
    strategy.spend(priority, pounds("650"), by=by, source=CALL, key=key)
    assert sums(priority) == (0, 650, 350)
    assert Commitment.objects.count() == 2
    assert AuditEntry.objects.get(record_id=first.pk).facts["amount"] == "600"


def test_what_a_later_room_promised_is_not_settled_by_hand(priority, by_mary):
    row = strategy.commit(priority, pounds("600"), by=by_mary, source=CALL, key=uuid4())
    with pytest.raises(NotAllowed, match="is settled there"):
        strategy.settle(row, "spent", pounds("600"), by=by_mary)


def test_more_than_is_left_needs_a_reason(priority, by_owen):
    promised(priority, "900", by_owen)
    assert selectors.short_by(priority, Decimal(100)) == 0
    assert selectors.short_by(priority, Decimal("100.01")) == Decimal("0.01")
    with pytest.raises(NotAllowed, match="This is more than the budget has left"):
        promised(priority, "100.01", by_owen)
    row = promised(priority, "100.01", by_owen, over_because="The board agreed on Monday")
    assert row.over_because == "The board agreed on Monday"
    assert sums(priority)[2] == Decimal("-0.01")
    entry = AuditEntry.objects.get(record_id=row.pk)
    assert (entry.facts["over"], set(entry.digests)) == (1, {"title", "over_because"})


def test_more_spent_than_was_promised_and_is_left_needs_a_reason(priority, by_owen):
    promised(priority, "700", by_owen)
    row = promised(priority, "1", by_owen)
    with pytest.raises(NotAllowed, match="This is more than the budget has left"):
        strategy.settle(row, "spent", pounds("1000000"), by=by_owen)
    with pytest.raises(NotAllowed, match="This is more than the budget has left"):
        strategy.settle(row, "spent", pounds("300.01"), by=by_owen)
    assert sums(priority) == (701, 0, 299)
    paid = strategy.settle(row, "spent", pounds("300.01"), by=by_owen, over_because="Prices rose in May")
    assert paid.over_because == "Prices rose in May"
    assert strategy.settle(row, "spent", pounds("300.01"), by=by_owen) == paid  # sent twice
    with pytest.raises(NotAllowed, match="is settled already"):
        strategy.settle(row, "spent", pounds("300"), by=by_owen)
    assert sums(priority)[2] == Decimal("-0.01")


def test_all_that_was_promised_and_is_left_is_spent_without_a_reason(priority, by_owen):
    promised(priority, "700", by_owen)
    row = promised(priority, "1", by_owen)
    assert strategy.settle(row, "spent", pounds("300"), by=by_owen, over_because="Just in case").over_because == ""


def test_what_was_promised_is_spent_though_nothing_is_left(priority, by_owen):
    row = promised(priority, "1200", by_owen, over_because="The board agreed")
    strategy.settle(row, "spent", pounds("1200"), by=by_owen)
    assert sums(priority) == (0, 1200, -200)


def test_a_reason_that_was_not_needed_is_not_kept(priority, by_owen):
    assert promised(priority, "10", by_owen, over_because="Just in case").over_because == ""


def test_commit_refuses_another_currency_nothing_and_no_budget(programme, priority, mary, by_mary):
    given = {"by": by_mary, "source": BY_HAND, "key": uuid4()}
    with pytest.raises(NotAllowed, match="The budget of this priority is in GBP"):
        strategy.commit(priority, strategy.Money(Decimal(5), "EUR", "Screen"), **given)
    with pytest.raises(NotAllowed, match="Enter an amount above nothing"):
        strategy.commit(priority, pounds("0"), **given)
    without = make_priority(programme, mary, budget="")
    with pytest.raises(NotAllowed, match="Set a budget for this priority first"):
        strategy.commit(without, pounds("5"), **given)
    assert selectors.short_by(without, Decimal(5)) == 5
    assert Commitment.objects.count() == 0


def test_commit_is_refused_while_a_priority_is_a_draft_or_over(programme, mary, by_mary):
    draft = make_priority(programme, mary, publish=False)
    with pytest.raises(NotAllowed, match="of a priority that is in force"):
        promised(draft, "5", by_mary)
    for verb in ("publish", "end"):
        strategy.move(draft, verb, by=by_mary)
    with pytest.raises(NotAllowed, match="of a priority that is in force"):
        promised(draft, "5", by_mary)


def test_promise_by_hand_is_for_its_owner_and_who_writes_the_strategy(programme, priority, by_mary):
    promised(priority, "5", by_mary)
    for asker in (asker_for(make_person("Joe Bell"), programme),):
        with pytest.raises(NotAllowed, match="Only its owner and the people who write the strategy"):
            promised(priority, "5", asker)
    assert sums(priority)[0] == 5


def test_money_is_seen_by_who_has_signed_in(programme, priority, by_owen, nobody, as_owen):
    promised(priority, "300", by_owen)
    address = f"/strategy/priorities/{priority.pk}/"
    public, own = (browser.get(address).content.decode() for browser in (nobody, as_owen))
    for words in ("£1,000", "£300", "Owen Owner on", "A new screen"):
        assert words not in public
    assert "Budget: £1,000" in own
    assert "A new screen: £300" in own
    assert "<dt>Left</dt><dd>£700</dd>" in own


def test_promise_on_the_page_warns_and_keeps_what_was_typed(priority, as_owen):
    address, key = f"/strategy/priorities/{priority.pk}/promise/", str(uuid4())
    typed = {"title": "A new screen", "amount": "£1,200.50", "key": key}
    answer = as_owen.post(address, typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "This is more than the budget has left. Say why all the same" in page
    assert 'value="£1,200.50"' in page
    assert key in page
    for _twice in range(2):
        assert as_owen.post(address, typed | {"over_because": "The board agreed"}).status_code == 302
    assert sums(priority) == (Decimal("1200.50"), 0, Decimal("-200.50"))
    shown = as_owen.get(f"/strategy/priorities/{priority.pk}/").content.decode()
    assert "£200.50 more is promised or spent than the budget of £1,000 holds." in shown
    assert "The board agreed" in shown


@pytest.mark.parametrize("amount", ["", "0", "-5", "1.005", "NaN", "1e3000", "lots", "9999999999999999"])
def test_promise_on_the_page_refuses_what_is_no_amount(priority, as_owen, amount):
    typed = {"title": "A new screen", "amount": amount, "key": str(uuid4())}
    assert as_owen.post(f"/strategy/priorities/{priority.pk}/promise/", typed).status_code == 422
    assert Commitment.objects.count() == 0


def test_settle_on_the_page(priority, by_owen, as_owen):
    row = promised(priority, "300", by_owen)
    address = f"/strategy/priorities/{priority.pk}/money/{row.pk}/"
    assert 'value="300.00"' in as_owen.get(address).content.decode()
    assert as_owen.post(address, {"amount": "300"}).status_code == 422
    assert as_owen.post(address, {"kind": "spent", "amount": "280"}).status_code == 302
    assert as_owen.get(address).status_code == 404
    assert sums(priority) == (0, 280, 720)
