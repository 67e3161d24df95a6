"""What a square code says (ISO/IEC 18004): read back from its picture, for the small ones of up to 29 squares a side."""

import re

LARGEST = 29  # squares on a side: version 3
MASKS = (
    lambda y, x: (y + x) % 2,
    lambda y, x: y % 2,
    lambda y, x: x % 3,
    lambda y, x: (y + x) % 3,
    lambda y, x: (y // 2 + x // 3) % 2,
    lambda y, x: y * x % 2 + y * x % 3,
    lambda y, x: (y * x % 2 + y * x % 3) % 2,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2,
)
FORMAT = [*((8, x) for x in (0, 1, 2, 3, 4, 5, 7, 8)), *((y, 8) for y in (7, 5, 4, 3, 2, 1, 0))]
OVER_FORMAT = 0b101010000010010
BYTES = 0b0100
TWO_BLOCKS = {0b11: 17, 0b10: 13}  # level of mending to bytes of each block, version 3


def dark_in(svg):
    """The dark squares (row, column) of a drawn code: the pen goes to a place, then draws to the right."""
    found, x, y = set(), 0.0, 0.0
    for pen, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", re.search(r' d="([^"]+)"', svg)[1]):
        if pen == "h":
            found |= {(int(y), int(x) + step) for step in range(int(first))}
            x += int(first)
        else:
            x, y = (float(first), float(second)) if pen == "M" else (x + float(first), y + float(second))
    top, left = min(row for row, _column in found), min(column for _row, column in found)
    return {(row - top, column - left) for row, column in found}


def said_by(svg):
    """The text of a drawn code."""
    dark = dark_in(svg)
    size = 1 + max(row for row, _column in dark)
    assert 21 < size <= LARGEST
    bits = _in_one(_bits(dark, size), size, _format(dark) >> 13)
    assert _number(bits[:4]) == BYTES
    count = _number(bits[4:12])
    return bytes(_number(bits[12 + 8 * place : 20 + 8 * place]) for place in range(count)).decode()


def _format(dark):
    return _number([place in dark for place in FORMAT], OVER_FORMAT)


def _in_one(bits, size, level):
    """The largest codes that mend most hold their bytes in two blocks, which take turns."""
    each = TWO_BLOCKS.get(level) if size == LARGEST else None
    if each is None:
        return bits
    signs = [bits[at : at + 8] for at in range(0, 16 * each, 8)]
    return [bit for sign in [*signs[::2], *signs[1::2]] for bit in sign]


def _bits(dark, size):
    """In the order in which they are laid: two columns at a time from the right, up and down in turn."""
    turns = MASKS[_format(dark) >> 10 & 0b111]
    found = []
    for turn, right in enumerate([*range(size - 1, 6, -2), 5, 3, 1]):
        rows = range(size) if turn % 2 else reversed(range(size))
        places = [(row, column) for row in rows for column in (right, right - 1)]
        found += [(place in dark) ^ (turns(*place) == 0) for place in places if not _helps_the_eye(*place, size)]
    return found


def _helps_the_eye(row, column, size):
    """Belongs to the corners, their lines, the small square or the format, and holds no data."""
    corner = (row < 9 and (column < 9 or column >= size - 8)) or (row >= size - 8 and column < 9)
    square = abs(row - (size - 7)) <= 2 and abs(column - (size - 7)) <= 2
    return corner or square or 6 in {row, column}


def _number(bits, over=0):
    return int("".join(str(int(bit)) for bit in bits), 2) ^ over
