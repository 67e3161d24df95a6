"""Addresses of innovations."""

from django.urls import path

from groundswell.innovations.views import changing, items, people, reading, serving, showing

app_name = "innovations"

urlpatterns = [
    path("innovations/", reading.every, name="all"),
    path("innovations/table.csv", reading.table_csv, name="all-csv"),
    path("innovations/words/", reading.words, name="words"),
    path("innovations/new/", changing.begin, name="new"),
    path("innovations/serving/", serving.report, name="serving"),
    path("innovations/serving/table.csv", serving.report_csv, name="serving-csv"),
    path("innovations/serving/<slug:kind>/<uuid:part_id>/", serving.one, name="serving-one"),
    path("innovations/<str:reference>/", reading.one, name="record"),
    path("innovations/<str:reference>/print/", reading.printed, name="print"),
    path("innovations/<str:reference>/history/", reading.history, name="history"),
    path("innovations/<str:reference>/change/<slug:key>/", changing.section, name="section"),
    path("innovations/<str:reference>/serves/", serving.change, name="serves"),
    path("innovations/<str:reference>/rest/", changing.rest, name="rest"),
    path("innovations/<str:reference>/who-sees/", showing.who_sees, name="who-sees"),
    path("innovations/<str:reference>/who-sees/<slug:group>/", showing.show, name="show"),
    path("innovations/<str:reference>/who-sees/<slug:group>/warning/", showing.warning, name="warning"),
    path("innovations/<str:reference>/team/", people.team, name="team"),
    path("innovations/<str:reference>/team/hand-over/", people.hand_over, name="hand-over"),
    path("innovations/<str:reference>/team/sponsor/", people.ask_sponsor, name="ask-sponsor"),
    path("innovations/<str:reference>/team/sponsor/stop/", people.stop_asking, name="stop-asking"),
    path("innovations/<str:reference>/team/name/", people.name, name="name"),
    path("innovations/<str:reference>/team/<uuid:standing_id>/end/", people.end, name="end"),
    path("innovations/<str:reference>/team/<uuid:standing_id>/named/", people.let_name, name="let-name"),
    path("innovations/<str:reference>/follow/", people.follow, name="follow"),
    path("innovations/<str:reference>/evidence/add/", items.add_evidence, name="add-evidence"),
    path("innovations/<str:reference>/evidence/<uuid:item_id>/", items.evidence, name="evidence"),
    path("innovations/<str:reference>/evidence/<uuid:item_id>/remove/", items.remove_evidence, name="remove-evidence"),
    path("innovations/<str:reference>/risks/add/", items.add_risk, name="add-risk"),
    path("innovations/<str:reference>/risks/<uuid:risk_id>/", items.risk, name="risk"),
    path("innovations/<str:reference>/risks/<uuid:risk_id>/over/", items.close_risk, name="close-risk"),
    path("innovations/<str:reference>/ties/add/", items.add_link, name="add-link"),
    path("innovations/<str:reference>/ties/<uuid:link_id>/remove/", items.remove_link, name="remove-link"),
]
