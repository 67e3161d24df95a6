"""A worked programme, published discount factors, a closed formula, words and refusals."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.engine import economics
from groundswell.engine.contract import Refused
from groundswell.engine.economics.programme import annuity

# Reached: 2 x 100 x 0.5 = 100 people a year. Saved: 100 x 0.2 x 500 = 10,000 a year.
WORKED = {
    "kind": "programme",
    "setup": 10_000,
    "running": 1_000,
    "sites": 2,
    "years": 2,
    "patients_per_site": 100,
    "uptake": 0.5,
    "avoided_per_patient": 0.2,
    "unit_cost_avoided": 500,
    "qaly_per_patient": 0.01,
    "rate": 0.1,
    "rate_health": 0,
}
CHANCES = {
    "kind": "probabilistic",
    "mean_incremental_cost": 850,
    "sd_incremental_cost": 300,
    "mean_incremental_qaly": 0.05,
    "sd_incremental_qaly": 0.02,
    "thresholds": [15_000, 20_000, 30_000, 70_000],
    "draws": 100_000,
    "seed": 7,
}


def test_values_the_worked_programme():
    worth = 1 / 1.1 + 1 / 1.21  # two years at 10 %
    cost, saving = 10_000 + 2_000 * worth, 10_000 * worth
    got = economics.answer(WORKED)
    assert got.pop("tornado") == []
    assert got == pytest.approx(
        {
            "present_cost": cost,  # 13,471.07
            "present_saving": saving,  # 17,355.37
            "net_present_saving": saving - cost,  # 3,884.30
            "benefit_cost_ratio": saving / cost,  # 1.288
            "roi": (saving - cost) / cost,
            "payback_year_undiscounted": 2,  # 8,000 a year against 10,000
            "discounted_qalys": 2.0,  # 100 people x 0.01 x 2 years
            "people": 200,
            "cost_per_person": cost / 200,
            "net_cost_per_qaly": None,  # it saves money
        }
    )
    assert round(cost, 2) == 13_471.07
    assert round(saving, 2) == 17_355.37


def test_gives_a_cost_per_healthy_year_when_it_costs_money():
    got = economics.answer(WORKED | {"avoided_per_patient": 0.1})
    assert got["net_cost_per_qaly"] == pytest.approx((got["present_cost"] - got["present_saving"]) / 2)
    assert got["payback_year_undiscounted"] is None


@pytest.mark.parametrize(("year", "factor"), [(1, 0.9662), (5, 0.8420), (10, 0.7089), (20, 0.5026), (30, 0.3563)])
def test_discounts_as_the_green_book_table(year, factor):
    """HM Treasury, The Green Book (2022), table of discount factors at 3.5 %."""
    assert annuity(0.035, year) - annuity(0.035, year - 1) == pytest.approx(factor, abs=5e-5)


def test_splits_cash_from_time_set_free_and_changes_nothing_else():
    plain, split = economics.answer(WORKED), economics.answer(WORKED | {"cash_releasing_share": 0.25})
    assert split["cash_releasing"] == pytest.approx(0.25 * plain["present_saving"])
    assert split["cash_releasing"] + split["non_cash_releasing"] == pytest.approx(plain["present_saving"])
    assert split["net_present_cash"] == pytest.approx(split["cash_releasing"] - plain["present_cost"])
    assert {name: split[name] for name in plain} == plain


MONEY = ("present_cost", "present_saving", "net_present_saving", "benefit_cost_ratio", "roi", "cost_per_person")


@settings(deadline=None, max_examples=100)
@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1e5), st.floats(-1, 1))
def test_never_adds_cash_to_other_benefits(share, uptake, unit, health):
    plan = WORKED | {"uptake": uptake, "unit_cost_avoided": unit, "qaly_per_patient": health}
    whole, split = economics.answer(plan), economics.answer(plan | {"cash_releasing_share": share})
    # Net cash holds the cash alone: what is set free, and health, are nowhere in it.
    assert split["net_present_cash"] == split["cash_releasing"] - split["present_cost"]
    assert split["cash_releasing"] == whole["present_saving"] * share
    assert split["cash_releasing"] + split["non_cash_releasing"] == pytest.approx(whole["present_saving"])
    # Health is never turned into money.
    without = economics.answer(plan | {"cash_releasing_share": share, "qaly_per_patient": 0})
    for name in (*MONEY, "cash_releasing", "non_cash_releasing", "net_present_cash"):
        assert split[name] == without[name]


def test_never_says_a_sum_of_cash_and_other_benefits():
    """With the share known, each figure that holds both stays out of the words, ranges included."""
    plan = WORKED | {"cash_releasing_share": 0.25, "ranges": {"uptake": [0.4, 0.6], "setup": [5_000, 15_000]}}
    got, said = economics.answer(plan), economics.explain(plan)
    both = [got["present_saving"], got["net_present_saving"]]
    both += [bar[end] for bar in got["tornado"] for end in ("at_low", "at_high")]
    assert not [figure for figure in both if f"{abs(figure):,.0f}" in said]
    assert f"{got['benefit_cost_ratio']:.2f}" not in said
    assert "pays for itself" not in said
    assert f"{got['cash_releasing']:,.0f} in cash" in said
    assert f"{got['non_cash_releasing']:,.0f}, which nobody can spend" in said


def test_orders_the_ranges_by_their_swing():
    ranges = {"uptake": [0.4, 0.6], "setup": [5_000, 15_000], "years": [1, 4], "qaly_per_patient": [0, 1]}
    bars = economics.answer(WORKED | {"ranges": ranges})["tornado"]
    assert [bar["parameter"] for bar in bars] == ["years", "setup", "uptake", "qaly_per_patient"]
    setup = bars[1]
    assert (setup["at_low"] - setup["at_high"], setup["swing"]) == pytest.approx((10_000, 10_000))
    longer = economics.answer(WORKED | {"years": 4})["net_present_saving"]
    assert (bars[0]["low"], bars[0]["high"], bars[0]["at_high"]) == (1, 4, longer)


def test_leaves_ratios_open_when_there_is_nothing_to_divide_by():
    free = economics.answer(WORKED | {"setup": 0, "running": 0, "uptake": 0})
    assert [free[name] for name in ("benefit_cost_ratio", "roi", "cost_per_person", "net_cost_per_qaly")] == [None] * 4
    assert free["payback_year_undiscounted"] == 0


@settings(deadline=None, max_examples=50)
@given(st.floats(0.01, 1000))
def test_scales_with_the_currency(factor):
    money = {name: WORKED[name] * factor for name in ("setup", "running", "unit_cost_avoided")}
    before, after = economics.answer(WORKED), economics.answer(WORKED | money)
    assert after["net_present_saving"] == pytest.approx(factor * before["net_present_saving"])
    assert after["roi"] == pytest.approx(before["roi"])


def test_equals_the_closed_formula_within_the_error_of_the_draws():
    for row in economics.answer(CHANCES)["by_threshold"]:
        limit = row["threshold"]
        mean, sd = limit * 0.05 - 850, math.hypot(limit * 0.02, 300)
        assert row["mean_net_benefit"] == pytest.approx(mean, abs=4 * sd / math.sqrt(100_000))
        assert row["sd_net_benefit"] == pytest.approx(sd, rel=0.01)
        share = (1 + math.erf(mean / sd / math.sqrt(2))) / 2
        assert row["probability_cost_effective"] == pytest.approx(share, abs=4 * 0.5 / math.sqrt(100_000))


def test_gives_the_same_draws_for_the_same_seed():
    assert economics.answer(CHANCES) == economics.answer(CHANCES)
    assert economics.answer(CHANCES | {"seed": 8}) != economics.answer(CHANCES)
    assert economics.answer(CHANCES)["seed"] == 7


def test_explains_a_programme_in_words():
    assert economics.explain(WORKED | {"ranges": {"uptake": [0.4, 0.6]}}) == (
        "It costs 13,471 and saves 17,355 over 2 years, in today's money. Every 1 spent gives back 1.29. Part "
        "of a saving may be staff time or beds set free, which is not cash. It pays for itself by the end of "
        "year 2. It brings about 2.0 healthy years of life. The result depends most on how many people take it "
        "up. Across the range given for that, it goes from 413 to 7,355. Below 0 is a net cost."
    )
    assert "How sure this is was not tested" in economics.explain(WORKED)


def test_explains_cash_first_and_alone():
    said = economics.explain(WORKED | {"cash_releasing_share": 0.25, "ranges": {"setup": [0, 20_000]}})
    assert said == (
        "It costs 13,471 and saves 4,339 in cash over 2 years, in today's money: a net cost of 9,132. Apart "
        "from that it sets free time or beds worth 13,017, which nobody can spend. It brings about 2.0 healthy "
        "years of life. The cash result depends most on the cost of starting. Across the range given for that, it goes from "
        "-19,132 to 868. Below 0 is a net cost."
    )
    assert "a gain of 3,884" in economics.explain(WORKED | {"cash_releasing_share": 1})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"setup": 0}, "It pays for itself from the start."),
        ({"avoided_per_patient": 0.1}, "It does not pay for itself within 2 years."),
        ({"avoided_per_patient": 0.1}, "Each costs 2,397 after savings."),
        ({"qaly_per_patient": -0.01}, "It loses healthy years of life"),
        ({"setup": 0, "running": 0}, "It costs nothing and saves 17,355 over 2 years."),
    ],
)
def test_explains_the_odd_programme(changes, words):
    assert words in economics.explain(WORKED | changes)


def test_says_nothing_of_health_where_there_is_none():
    assert "healthy" not in economics.explain(WORKED | {"qaly_per_patient": 0})


def test_explains_chances_in_words():
    said = economics.explain(CHANCES | {"thresholds": [1, 20_000, 10_000_000], "sd_incremental_cost": 20})
    assert said.startswith("If a healthy year may cost 1, it is worth its cost in 0 of 100 possible worlds.")
    assert "may cost 20,000, it is worth its cost in 65 of 100 possible worlds." in said
    assert "may cost 10,000,000, it is worth its cost in 99 of 100" in said
    sure = economics.explain(CHANCES | {"thresholds": [1_000_000], "sd_incremental_qaly": 0.0153})
    assert "in more than 99 of 100" in sure
    slight = economics.explain(CHANCES | {"thresholds": [0], "sd_incremental_cost": 300})
    assert "in fewer than 1 of 100" in slight


def refused(base=WORKED, **changes):
    with pytest.raises(Refused) as caught:
        economics.answer(base | changes)
    return caught.value.code, caught.value.field


def test_refuses_what_it_cannot_use():
    assert refused(kind="magic") == ("not_a_choice", "kind")
    assert refused(colour=1) == ("unknown_field", "colour")
    assert refused(uptake=1.5) == ("out_of_range", "uptake")
    assert refused(years=0) == ("out_of_range", "years")
    assert refused(sites=1.5) == ("wrong_type", "sites")
    assert refused(cash_releasing_share=2) == ("out_of_range", "cash_releasing_share")
    assert refused(ranges={"colour": [0, 1]}) == ("unknown_field", "ranges.colour")
    assert refused(ranges={"uptake": [0.6, 0.4]}) == ("out_of_order", "ranges.uptake")
    assert refused(ranges={"uptake": [0.4, 1.4]}) == ("out_of_range", "ranges.uptake")
    assert refused(ranges={"sites": [1.5, 2]}) == ("wrong_type", "ranges.sites[0]")
    assert refused(CHANCES, thresholds=[]) == ("missing_field", "thresholds")
    assert refused(CHANCES, sd_incremental_cost=-1) == ("out_of_range", "sd_incremental_cost")
    assert refused(CHANCES, draws=10) == ("out_of_range", "draws")
    with pytest.raises(Refused):
        economics.explain([])
