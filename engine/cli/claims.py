"""`claims`: each paper's headline claims, measured on this machine."""

import argparse
import sys
from dataclasses import replace
from typing import Any

from engine.cli.arguments import BadArguments
from engine.cli.listing import print_json
from engine.devices import warm_up
from engine.errors import UserError
from engine.experiment import Claim, ClaimResult, Paper
from engine.papers import PAPERS, find_paper
from engine.recording import open_recording, shipped_recording


def measure_claims(arguments: argparse.Namespace) -> int:
    """Measure and print the claims of one paper or of all.

    A claim that does not hold is shown as such; the exit code is 1 only when one could not be
    measured.
    """
    papers = PAPERS if arguments.paper is None else (_paper(arguments.paper),)
    warm_up()
    rows, unmeasured = [], 0
    for paper in papers:
        for claim in paper.claims:
            try:
                rows.append(claim_row(paper, claim, fresh=arguments.fresh))
            except UserError as error:
                print(f"{paper.short}, {claim.claim!r} could not be measured: {error}", file=sys.stderr)
                unmeasured += 1
    if arguments.json:
        print_json(rows)
    else:
        _print(rows)
    return 1 if unmeasured else 0


def claim_row(paper: Paper, claim: Claim, fresh: bool = False) -> dict[str, Any]:
    """Measure a claim, or read the recording that answers it unless `fresh`. Raises UserError when that fails."""
    result = _answer(claim, fresh)
    return {
        "paper": paper.id,
        "claim": claim.claim,
        "stated": claim.stated,
        "measured": result.measured,
        "seed": claim.seed,
        "holds": result.holds,
    }


def _answer(claim: Claim, fresh: bool) -> ClaimResult:
    if fresh or claim.read is None:
        return claim.measure(claim.seed)
    path = shipped_recording(claim.recording)
    with open_recording(path) as recording:
        result = claim.read(recording)
    return replace(result, measured=f"{result.measured}; read from the recording {path.name}")


def _paper(id: str) -> Paper:
    try:
        return find_paper(id)
    except UserError as error:
        raise BadArguments(error.what, error.hint) from error


def _print(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        print(f"{'holds' if row['holds'] else 'does not hold'}: {row['paper']}: {row['claim']}")
        print(f"    stated:   {row['stated']}")
        print(f"    measured: {row['measured']} (seed {row['seed']})")
