"""Addresses of the strategy, cases for change, change programmes and the timeline."""

from django.urls import path

from groundswell.needs.views import cases, programmes, strategy, strategy_parts, strategy_priority, tables, timeline

CASE = "strategy/cases/<uuid:line>/"
PART = "strategy/all/<slug:kind>/"

patterns = [
    path("timeline/", timeline.timeline, name="timeline"),
    path("strategy/", strategy.strategy, name="strategy"),
    path("strategy/board/", strategy.board, name="strategy-board"),
    path("strategy/gaps/", strategy.report, name="strategy-report"),
    path("strategy/gaps/table.csv", tables.gaps, name="strategy-report-csv"),
    path("strategy/gaps/<slug:gap>/", strategy.gap, name="strategy-gap"),
    path("strategy/vision/write/", strategy.write_vision, name="write-vision"),
    path("strategy/vision/publish/", strategy.publish_vision, name="publish-vision"),
    path("strategy/vision/still-right/", strategy.still_right, name="still-right"),
    path("strategy/vision/<int:number>/", strategy.vision, name="vision"),
    path("strategy/priorities/<uuid:priority_id>/", strategy_priority.priority, name="priority"),
    path("strategy/priorities/<uuid:priority_id>/promise/", strategy_priority.promise, name="promise"),
    path("strategy/priorities/<uuid:priority_id>/money/<uuid:commitment_id>/", strategy_priority.settle, name="settle"),
    path("strategy/priorities/<uuid:priority_id>/with/<slug:kind>/<uuid:ally_id>/", programmes.align, name="align"),
    path("strategy/programmes/", programmes.every, name="programmes"),
    path("strategy/programmes/<slug:kind>/<uuid:ally_id>/", programmes.one, name="ally"),
    path(PART, strategy_parts.every, name="strategy-all"),
    path(f"{PART}add/", strategy_parts.add, name="strategy-add"),
    path(f"{PART}<uuid:part_id>/", strategy_parts.change, name="strategy-change"),
    path(f"{PART}<uuid:part_id>/move/", strategy_parts.move, name="strategy-move"),
    path("strategy/cases/", cases.every, name="cases"),
    path("strategy/cases/write/", cases.begin, name="begin-case"),
    path(CASE, cases.one, name="case"),
    path(f"{CASE}next/", cases.begin_next, name="next-case"),
    path(f"{CASE}write/", cases.write, name="write-case"),
    path(f"{CASE}publish/", cases.publish, name="publish-case"),
    path(f"{CASE}sources/add/", cases.add_source, name="add-source"),
    path(f"{CASE}sources/<uuid:source_id>/remove/", cases.remove_source, name="remove-source"),
    path(f"{CASE}<int:number>/", cases.one, name="case-version"),
    path(f"{CASE}<int:number>/print/", cases.printed, name="case-print"),
    path(f"{CASE}<int:number>/pdf/", cases.pdf, name="case-pdf"),
]
