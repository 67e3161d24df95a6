"""The other days that were named, and our pauses, of ideas that were here before: read from the event log."""

from datetime import date

from django.db import migrations

from groundswell.foundation.clocks import working_days_between

PAGE = 500
DATES = ("reply_by", "decide_by", "fix_by", "hear_by")
HEARS_BY = {"better_route", "selection", "not_now"}
DECISIONS = {"decide", "join"}
END_A_PAUSE = {"reply", "ask", "decide", "join", "resume", "finish"}
OPEN_AGAIN = {"give back", "look again", "reopen", "unjoin"}


def from_the_log(apps, schema_editor):
    Idea = apps.get_model("ideas", "Idea")
    Message = apps.get_model("ideas", "Message")
    AuditEntry = apps.get_model("audit", "AuditEntry")
    nations = dict(apps.get_model("partnership", "Programme").objects.values_list("pk", "nation"))
    for idea in Idea.objects.only("pk", "programme_id").iterator(chunk_size=PAGE):
        moves = AuditEntry.objects.filter(record_id=idea.pk).order_by("revision")
        rows = _that_stand(list(moves.values("verb", "revision", "happened_on", "facts")))
        found = _Told(nations[idea.programme_id], rows).columns()
        if any(found.values()):
            Idea.objects.filter(pk=idea.pk).update(**found)
        for row in rows:
            if row["verb"] == "appeal":
                said = Message.objects.filter(idea=idea.pk, revision=row["revision"], kind="appeal")
                said.update(answer_by=row["facts"]["appeal_by"])


def _that_stand(rows):
    """What was taken back never was."""
    undone = {row["facts"].get("undone") for row in rows}
    return [row for row in rows if row["revision"] not in undone and "undone" not in row["facts"]]


class _Told:
    def __init__(self, nation, rows):
        self.nation = nation
        self.by, self.days, self.paused, self.until = {}, {}, {}, None
        self.outcome = ""
        for row in rows:
            self._read(row["verb"], row["happened_on"], row["facts"])

    def columns(self):
        names = ("hear_promised_on", "heard_on", "second_look_on", "second_decided_on")
        dates = {name: self.days.get(name) for name in names}
        paused = {name: days for name, days in self.paused.items() if days}
        by = {name: self.by.get(name) for name in ("hear_by", "second_decide_by")}
        return dates | by | {"paused_days": paused}

    def _read(self, verb, day, facts):
        self._fallen_away(verb, day)
        self.by.update({name: date.fromisoformat(facts[name]) for name in DATES if facts.get(name)})
        if verb == "pause":
            self.until = date.fromisoformat(facts["until"])
            self._moved(facts, working_days_between(day, self.until, self.nation))
        elif self.until and verb in END_A_PAUSE:
            last, self.until = self.until, None
            self._moved(facts, -working_days_between(min(day, last), last, self.nation))
        if verb in {"finish", "reopen", "still not now"} and self.outcome in HEARS_BY and "hear_by" in self.by:
            self.days.setdefault("heard_on", day)
        if verb in DECISIONS:
            self._decided(day, facts)
        if verb in DECISIONS | {"still not now"}:
            self._named(day, facts)
        if verb in OPEN_AGAIN:
            self.outcome, self.until = "", None
            self.paused.pop("decide_by", None)
        if verb == "look again":
            self.days["second_look_on"] = day

    def _moved(self, facts, days):
        for name in DATES:
            if facts.get(name):
                self.paused[name] = self.paused.get(name, 0) + days

    def _decided(self, day, facts):
        self.outcome, which = facts.get("outcome"), ""
        if "decided_on" not in self.days:
            self.days["decided_on"], which = day, "first_decide_by"
        elif "second_look_on" in self.days and "second_decided_on" not in self.days:
            self.days["second_decided_on"], which = day, "second_decide_by"
        if which:
            self.by[which] = self.by["decide_by"]
            self.paused[which] = self.paused.get("decide_by", 0)

    def _named(self, day, facts):
        if self.outcome == "quick_fix" and "fix_promised_on" not in self.days:
            self.days["fix_promised_on"], self.by["fix_by"] = day, date.fromisoformat(facts["on"])
            self.paused.pop("fix_by", None)
        if self.outcome in HEARS_BY and facts.get("on") and "hear_promised_on" not in self.days:
            self.days["hear_promised_on"], self.by["hear_by"] = day, date.fromisoformat(facts["on"])
            self.paused.pop("hear_by", None)

    def _fallen_away(self, verb, day):
        if verb == "give back" and "fix_promised_on" in self.days and day <= self.by["fix_by"]:
            del self.days["fix_promised_on"]
        over = verb == "look again" or (verb == "erase" and self.outcome == "not_now")
        if over and "hear_by" in self.by and "heard_on" not in self.days and day <= self.by["hear_by"]:
            del self.days["hear_promised_on"], self.by["hear_by"]


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0030_named_days"),
        ("audit", "0002_unsealed_rows"),
        ("partnership", "0011_fewest_shown"),
    ]

    operations = [migrations.RunPython(from_the_log, migrations.RunPython.noop)]
