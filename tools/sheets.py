"""Lay long photographs out as contact sheets: cut into tiles that are readable side by side."""

from pathlib import Path

from PIL import Image, ImageDraw

SHEET = (1840, 1500)
GAP = 20
GROUND = (128, 128, 128)
OVERLAP = 40  # so that a line cut at the foot of a tile is whole at the head of the next


def tiles(picture, height):
    """Cut a tall picture into tiles of at most one height, each repeating the foot of the one before.

    >>> [tile.height for tile in tiles(Image.new("RGB", (10, 250)), 100)]
    [100, 100, 100, 70]
    """
    step = max(1, height - OVERLAP)
    tops = range(0, max(1, picture.height - OVERLAP), step)
    return [picture.crop((0, top, picture.width, min(picture.height, top + height))) for top in tops]


def sheets(picture, size=SHEET):
    """Return the contact sheets of one tall picture: as many columns as fit, read from left to right."""
    width, height = size
    columns = max(1, (width + GAP) // (picture.width + GAP))
    pieces = tiles(picture, height)
    made = []
    for start in range(0, len(pieces), columns):
        row = pieces[start : start + columns]
        sheet = Image.new("RGB", (columns * (picture.width + GAP) - GAP, max(tile.height for tile in row)), GROUND)
        for column, tile in enumerate(row):
            sheet.paste(tile, (column * (picture.width + GAP), 0))
        made.append(sheet)
    return made


def lay_out(photograph, folder, name):
    """Write the contact sheets of a photograph; return their paths."""
    with Image.open(photograph) as opened:
        return save(sheets(opened.convert("RGB")), folder, name)


def labelled(path, ground, width):
    """Return one figure at its width on a page, on a ground of one colour, with its name above."""
    with Image.open(path) as opened:
        figure = opened.convert("RGBA")
    height = round(figure.height * width / figure.width)
    figure = figure.resize((width, height), Image.Resampling.LANCZOS)
    tile = Image.new("RGB", (width + 2 * GAP, height + 2 * GAP), ground)
    tile.paste(figure, (GAP, 2 * GAP), figure)
    ImageDraw.Draw(tile).text((GAP, 4), Path(path).stem, fill=GROUND, font_size=14)
    return tile


def pack(pieces, size=SHEET):
    """Lay tiles of one width below each other in columns, none of them cut; return the sheets."""
    width, height = size
    columns = max(1, width // pieces[0].width) if pieces else 1
    places, column, top = [], 0, 0
    for piece in pieces:
        if top and top + piece.height > height:
            column, top = column + 1, 0
        places.append((column // columns, column % columns * piece.width, top))
        top += piece.height
    made = []
    for number in range(places[-1][0] + 1 if places else 0):
        here = [(piece, place) for piece, place in zip(pieces, places, strict=True) if place[0] == number]
        right = max(left + piece.width for piece, (_, left, _) in here)
        sheet = Image.new("RGB", (right, max(top + piece.height for piece, (_, _, top) in here)), GROUND)
        for piece, (_, left, top) in here:
            sheet.paste(piece, (left, top))
        made.append(sheet)
    return made


def save(made, folder, name):
    """Write sheets as `<name>-1.png`, `<name>-2.png` ...; return their paths."""
    paths = [Path(folder) / f"{name}-{number}.png" for number in range(1, len(made) + 1)]
    for sheet, path in zip(made, paths, strict=True):
        sheet.save(path, optimize=True)
    return paths
