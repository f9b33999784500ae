"""Draw what autograd_lite computes.

Every figure is one function: plain arguments in, a `Picture` out.
That one function is the image in `figures/rendered/`, the plot in the notebook and what a slider redraws.
The sheet, the palette and the marks that all figures share are in `figures.style`.
"""
