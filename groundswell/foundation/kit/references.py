"""References that people can say down a telephone: BLUE-HERON-42.

Random and public: a reference opens nothing by itself. About 5 million can be made; who mints one
tries again when the database says it is taken.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from random import Random, SystemRandom
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_secret = SystemRandom()
_stated: ContextVar[Random | None] = ContextVar("stated", default=None)

FIRST = (
    (
        "amber apple aqua autumn azure beige birch blue bold brave breezy bright brisk bronze calm "
        "candle canny cedar cherry citrus clear cloud clover cobalt cocoa copper coral cosy cream crisp "
        "crystal daring dawn deft denim dusk eager early easy elm ember emerald fair fern fine flint "
        "fond forest fresh frosty garden gentle ginger glad glass gold golden good grand granite grape "
        "green happy harbour hazel heather honey indigo ivory ivy jade jolly keen kind lake lemon light "
        "lilac lime linen lively lucky lunar maple marble meadow mellow merry mild mint misty moon "
        "morning moss navy neat noble oak ocean olive opal orange orchid paper peach pearl pebble "
        "pepper pine pink plain plum polar poppy prime proud quick quiet rapid ready river rose rosy "
        "royal ruby russet saffron sage sandy scarlet sea shady shell silk silver sky smart snowy soft "
        "solar spring spruce stable star steady stone summer sunny sure swift tawny teal thrifty tidy "
        "timber topaz true tulip umber upper vast velvet violet vivid warm water wheat white wild "
        "willow wise woody woollen yellow young zesty"
    )
    .upper()
    .split()
)
SECOND = (
    (
        "acorn adder anchor antelope arch arrow aspen badger barley basin basket beacon beaver bee "
        "beech bell bench berry bison blackbird boat bobbin bough bramble bridge brook bucket buffalo "
        "bunting button buzzard cabin camel canal canoe canyon cape castle catkin cave chaffinch chalk "
        "chestnut chough cliff clock coast comet compass condor conker coot cormorant cove crab crane "
        "creek cricket crocus crow cuckoo curlew cygnet daffodil daisy dale deer dipper dolphin donkey "
        "dove dragonfly drum duck dune dunnock eagle eel egret elk falcon feather fell ferry field "
        "finch fiord firefly flag flame flute foal fountain fox frog fulmar gallery gannet gate gazelle "
        "gecko giraffe glacier glade goat goldcrest goldfinch goose gorse grouse grove gull hamster "
        "hare harp harvest hawk hedge hedgehog heron hill hoopoe horizon hornbeam horse ibex ibis inlet "
        "iris island jackdaw jay jetty kestrel kettle kingfisher kite kitten koala ladder lagoon lamb "
        "lantern lapwing lark lavender leaf ledge lighthouse lily linnet lizard llama lobster lodge "
        "lynx magnet magpie mallard manor marigold marlin marsh marten martin mast meerkat merlin mill "
        "mole moor moorhen moose moth mountain mouse mussel nest newt nightjar nutmeg nuthatch oriole "
        "osprey ostrich otter ouzel owl oyster paddle panda panther parrot parsley partridge pasture "
        "path peacock peak pelican penguin petrel pheasant pier pigeon pike pipit planet plover pony "
        "poplar porpoise primrose puffin puma quail quarry quay rabbit raft rail rainbow raven redshank "
        "reed reef ridge robin rocket rook rowan rudder sail salmon sandpiper seal shark sheep shore "
        "shrew siskin skylark snail snipe sparrow spire squirrel starling stoat stork stream swallow "
        "swan swift tern thistle thrush tiger toad tower trail tree trout tulip tunnel turnstone turtle "
        "valley viola vole wagtail walnut warbler waterfall wave weasel whale wharf wheel whimbrel "
        "whistle wigeon windmill wolf wombat woodlark woodpecker wren yacht yew zebra"
    )
    .upper()
    .split()
)


def mint(*, digits: int = 2) -> str:
    """A new random reference, for example BLUE-HERON-42.

    `digits`: an idea's has two; what began without an idea has three, so that the two are never the same.
    """
    source = _stated.get() or _secret
    number = source.randrange(10 ** (digits - 1), 10**digits)
    return f"{source.choice(FIRST)}-{source.choice(SECOND)}-{number}"


@contextmanager
def drawn_by(source: Random) -> Iterator[None]:
    """Draw references from a stated source, so that each making gives the same. For demonstration data only."""
    token = _stated.set(source)
    try:
        yield
    finally:
        _stated.reset(token)


def tidy(typed: str) -> str:
    """What someone typed as a reference, in the form that we store ("blue heron 42" too)."""
    return "-".join(typed.replace("-", " ").upper().split())
