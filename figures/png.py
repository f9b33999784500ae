"""Turn drawn pixels into small PNG files that are the same, byte for byte, on every run.

A figure has few colours and much card. It is stored with a palette: at most 239 colours, and 16 levels
of see-through for the rounded corners. Frequent colours are kept exactly; only the rare ones, which sit
on the edges of marks, share a palette entry. Nothing is dithered.
"""

import io

import numpy as np
from PIL import Image

OPAQUE, EXACT, LEVELS = 239, 99, 16


def encode(rgba, corner):
    """Return PNG bytes of `rgba`, a uint8 array of shape (height, width, 4).

    Half-transparent pixels are only expected at the corners of the card; they take the colour `corner`
    (red, green, blue) and one of 16 levels of alpha.
    """
    pixels = rgba.reshape(-1, 4)
    alpha = pixels[:, 3]
    codes = (pixels[:, 0].astype(np.uint32) << 16) | (pixels[:, 1].astype(np.uint32) << 8) | pixels[:, 2]
    solid = alpha == 255
    index = np.zeros(len(pixels), np.uint8)
    index[solid], palette = _colours(codes[solid])
    index[~solid] = len(palette) + np.rint(alpha[~solid] * ((LEVELS - 1) / 254)).astype(np.uint8)
    see_through = [255] * len(palette) + [level * 254 // (LEVELS - 1) for level in range(LEVELS)]
    image = Image.frombytes("P", rgba.shape[1::-1], index.tobytes())
    image.putpalette(np.vstack([palette, [corner] * LEVELS]).astype(np.uint8).tobytes())
    out = io.BytesIO()
    image.save(out, "PNG", transparency=bytes(see_through), compress_level=6)
    return out.getvalue()


def _colours(codes):
    """Return one palette index per colour code, and the palette of at most `OPAQUE` colours."""
    card = _commonest(codes)
    rest = np.flatnonzero(codes != card)
    values, counts = np.unique(codes[rest], return_counts=True)
    index = np.zeros(len(codes), np.uint8)
    if len(values) < OPAQUE:
        index[rest] = 1 + np.searchsorted(values, codes[rest])
        return index, _rgb(np.concatenate([[card], values]))
    order = np.lexsort((values, -counts))
    exact = np.sort(values[order[: EXACT - 1]])
    place = np.minimum(np.searchsorted(exact, codes[rest]), len(exact) - 1)
    kept = exact[place] == codes[rest]
    index[rest[kept]] = 1 + place[kept]
    rare = rest[~kept]
    mixed = Image.fromarray(_rgb(codes[rare])[None]).quantize(
        OPAQUE - EXACT, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
    )
    shades = np.array(mixed.getpalette(), np.uint8).reshape(-1, 3)
    index[rare] = EXACT + np.asarray(mixed)[0]
    return index, np.vstack([_rgb(np.concatenate([[card], exact])), shades])


def _commonest(codes):
    """Return the colour of the card: the commonest code in a sparse sample."""
    values, counts = np.unique(codes[::97], return_counts=True)
    return values[np.argmax(counts)]


def _rgb(codes):
    codes = np.asarray(codes, np.uint32)
    return np.stack([codes >> 16, (codes >> 8) & 255, codes & 255], axis=-1).astype(np.uint8)
