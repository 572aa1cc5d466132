"""The projection as one would write it in Python with decimals: the peer of benches/osakerhet.rs, which exports the model and the draws.

Reads the export named on the command line. Prints the microseconds that the runs took, then eget kapital a year in öre, a line a run.
"""

import json
import sys
import time
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, getcontext

getcontext().prec = 60
ORE, KR, TKR = Decimal("0.01"), Decimal(1), Decimal(1000)
ZERO, ONE, THREE = Decimal(0), Decimal(1), Decimal(3)


def rounded(amount, unit):
    return (amount / unit).quantize(ONE, ROUND_HALF_UP) * unit


def split(whole, unit, weights):
    """Largest remainder: floors first, then a unit each by the size of the fraction, ties in the listed order."""
    total = sum(weights)
    exact = [whole * weight / total for weight in weights]
    parts = [(share / unit).quantize(ONE, ROUND_FLOOR) * unit for share in exact]
    rest = whole - sum(parts)
    for at in sorted(range(len(parts)), key=lambda at: parts[at] - exact[at]):
        given = min(rest, unit)
        parts[at] += given
        rest -= given
    return parts


def contributions(model, year, value, state):
    """The members' contributions, and the state's own."""
    plan = year["state"]
    if "decided" in plan:
        amounts = [value[slot] for slot in plan["decided"]]
        return amounts, amounts[plan["state"]]
    state = value[plan["given"]] if "given" in plan else rounded(state * (1 + value[plan["grown"]]), TKR)
    amounts = [state]
    if year["region"] is not None:
        amounts.append(rounded(state * value[year["region"]] / value[model["stat_share"]], ORE))
    kommuner = rounded(state * value[model["kommuner_share"]] / value[model["stat_share"]], ORE)
    return amounts + split(kommuner, Decimal(model["unit"]), [value[slot] for slot in year["kommuner"]]), state


def budget_of(model, at, amount, value, budgets):
    if "explicit" in amount:
        return rounded(sum(value[slot] for slot in amount["explicit"]), KR)
    if "share" in amount:
        return rounded(budgets[amount["of"]] * value[amount["share"]], KR)
    chain = model["chains"][amount["chain"]]
    factor = ONE
    for slot in chain["indices"][chain["base"] + 1 : at + 1]:
        factor *= 1 + value[slot]
    return rounded(value[amount["indexed"]] * factor, KR)


def project(model, value):
    equity, cash, state = value[model["equity"]], value[model["cash"]], value[model["state_before"]]
    path = []
    for at, year in enumerate(model["years"]):
        income, costs, budgets = [ZERO] * 3, [ZERO] * 3, []
        amounts, state = contributions(model, year, value, state)
        for amount in amounts:
            income = [a + b for a, b in zip(income, split(amount, ORE, [ONE] * 3))]
        for line in year["lines"]:
            budget = budget_of(model, at, line["amount"], value, budgets)
            budgets.append(budget)
            cost = budget if line["forbrukning"] is None else rounded(budget * value[line["forbrukning"]], KR)
            costs = [a + b for a, b in zip(costs, split(cost, Decimal(line["unit"]), [ONE] * 3))]
        for measure in year["measures"]:
            if measure["tertial"] is None:
                costs = [a + b for a, b in zip(costs, split(rounded(value[measure["slot"]], KR), ORE, [ONE] * 3))]
            else:
                costs[measure["tertial"]] += value[measure["slot"]]
        for tertial in range(3):
            interest = rounded(max(cash, ZERO) * value[year["interest"]] / THREE, ORE)
            result = income[tertial] + interest - costs[tertial]
            equity += result
            cash += result
        path.append(equity)
    return path


def main():
    export = json.load(open(sys.argv[1]))
    model = export["model"]
    scale = {"kr": Decimal(100), "rate": Decimal(1_000_000), "count": ONE}
    kinds = [scale[kind] for kind in export["kinds"]]
    runs = [[Decimal(value) / by for value, by in zip(run, kinds)] for run in export["runs"]]
    begun = time.perf_counter_ns()
    paths = [project(model, run) for run in runs]
    print((time.perf_counter_ns() - begun) // 1000)
    for path in paths:
        print(*(int(equity * 100) for equity in path))


main()
