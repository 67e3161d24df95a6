"""What needs someone, over everyone of the demonstration: looking whether there is any says the same as reading it."""

from groundswell.foundation import work
from groundswell.partnership.models import Person, Programme
from groundswell.partnership.selectors import asker_for


def test_find_work_of_a_kind_exactly_where_some_waits(demo):
    programme, found = Programme.objects.get(), set()
    for person in Person.objects.all():
        asker = asker_for(person, programme).after_step()
        for source in work._sources.values():
            waits = source.waits(asker).exists()
            assert bool(source.find(asker, 0).count) is waits, (person.name, source.name)
            found |= {source.name} if waits else set()
    assert len(found) > 6


def test_leave_out_nothing_of_the_whole_list(demo):
    programme = Programme.objects.get()
    for person in Person.objects.all():
        asker = asker_for(person, programme).after_step()
        whole = sum(source.find(asker, 0).count for source in work._sources.values())
        assert work.for_person(asker).count == whole, person.name
