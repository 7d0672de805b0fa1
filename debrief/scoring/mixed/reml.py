"""The REML (or ML) criterion of a mixed model with its derivatives in log variance ratios."""

import math
from dataclasses import dataclass

import numpy as np

from debrief.scoring.mixed.dense import UnidentifiedError
from debrief.scoring.mixed.design import Array, Design, Equations, Vector

#: An error variance this small a part of all squares is rounding.
NOTHING = 1e-14


@dataclass(frozen=True, slots=True)
class Point:
    """The criterion (minus twice the profiled log-likelihood) at one set of variance ratios.

    `effects` are scaled to unit variance and end with the fixed effects; `curvature` is the
    average information of the profiled criterion, without the gradient's share.
    """

    ratios: Array
    criterion: float
    gradient: Array
    curvature: Array
    residual: float
    effects: Vector
    equations: Equations


@dataclass(frozen=True, slots=True)
class Solved:
    """The equations at one set of ratios with the effects they give the response."""

    ratios: Array
    equations: Equations
    effects: Vector


def solve(design: Design, ratios: Array) -> Solved:
    equations = design.equations(ratios)
    in_blocks, in_dense = design.scales(ratios)
    right = Vector(design.right.blocks * in_blocks, design.right.dense * in_dense[:, None])
    return Solved(ratios, equations, equations.solve(right))


def evaluate(design: Design, ratios: Array) -> Point:
    solved = solve(design, ratios)
    equations, effects = solved.equations, solved.effects
    in_blocks, in_dense = design.scales(ratios)
    explained = np.vdot(design.right.blocks * in_blocks, effects.blocks)
    explained += np.vdot(design.right.dense * in_dense[:, None], effects.dense)
    degrees = design.n - design.fixed if design.reml else design.n
    if degrees < 1:
        raise UnidentifiedError("There are no more ratings than means to estimate")
    residual = (design.square - float(explained)) / degrees
    if residual <= NOTHING * design.square:
        raise UnidentifiedError("The terms of the model explain these ratings without any error")
    criterion = equations.log_determinant + degrees * (1 + math.log(2 * math.pi * residual))

    own = [effects.of(term)[:, 0] for term in design.terms]
    squares = np.array([effect @ effect for effect in own]) / residual
    sizes = np.array([term.size for term in design.terms])
    traces = equations.traces()
    if not design.reml:
        for share in equations.fixed_share():
            traces -= np.array([np.square(share.of(term)).sum() for term in design.terms])
    gradient = sizes - traces - squares
    # With w_k = Z_k u_k the average information is w_j'P w_k (Gilmour, Thompson & Cullis 1995). As
    # M'w_k = (A - I) applied to the effects of k, P w_k needs no cross-products of its own.
    passed = equations.solve(effects.only(design.terms))
    through = np.array(
        [effect @ passed.of(term) for effect, term in zip(own, design.terms, strict=True)]
    )
    information = np.diag(squares) - through / residual
    curvature = (information + information.T) / 2 - np.outer(squares, squares) / degrees
    return Point(ratios, criterion, gradient, curvature, residual, effects, equations)
