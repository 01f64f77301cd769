"""MODEL 1 of a small cohort fitted jointly by NUTS, with a population of sustained differences: what pooling is checked against.

.venv-benchmark/bin/python -m benchmarks.joint       (a few minutes; writes tests/nof1/data/pooling.json)
"""

import json
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
from numpyro.infer import MCMC, NUTS

from benchmarks.nuts import _mcse
from solemate.nof1.simulate import Truth, simulate_people

OUT = Path(__file__).parents[1] / "tests" / "nof1" / "data" / "pooling.json"
PEOPLE, DAYS = 6, 32
MU, TAU = -1.2, 0.8


def people():
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([2026, 10])))
    truth = Truth(
        beta=rng.normal(MU, TAU, (PEOPLE, 1)),
        level=rng.normal(5, 0.7, PEOPLE),
        trend=rng.normal(0, 0.5, PEOPLE),
        sigma=rng.uniform(0.8, 1.6, PEOPLE),
        phi=rng.uniform(0.1, 0.6, PEOPLE),
        half_life=rng.uniform(0.5, 2.0, PEOPLE),
    )
    return simulate_people(PEOPLE, days=DAYS, arms=2, rng=rng, missing=0.0, truth=truth)


def exposure(used, half_life):
    rho = 2.0 ** (-1.0 / half_life)

    def step(now, u):
        now = rho * now + (1 - rho) * u
        return now, now

    return jax.lax.scan(step, jnp.zeros(()), used)[1]


def pieces(used, sigma, phi, half_life):
    day = jnp.arange(DAYS)
    g = day / (DAYS - 1) - 0.5
    lag = jnp.abs(day[:, None] - day[None, :])
    cov = 9 + 4 * g[:, None] * g[None, :] + sigma**2 * phi**lag + 1e-9 * jnp.eye(DAYS)
    return exposure(used, half_life), cov


def model(used, rating):
    mu = numpyro.sample("mu", dist.Normal(0, 2))
    tau = numpyro.sample("tau", dist.HalfNormal(1))
    with numpyro.plate("people", PEOPLE):
        sigma = numpyro.sample("sigma", dist.HalfNormal(2))
        phi = numpyro.sample("phi", dist.Beta(2, 3))
        half_life = numpyro.sample("half_life", dist.LogNormal(0, 0.75))
    x, cov = jax.vmap(pieces)(used, sigma, phi, half_life)
    whole = cov + tau**2 * x[:, :, None] * x[:, None, :]
    numpyro.sample("y", dist.MultivariateNormal(5 + mu * x, covariance_matrix=whole).to_event(1), obs=rating)


def beta_given(used, rating, draw):
    x, cov = pieces(used, draw["sigma"], draw["phi"], draw["half_life"])
    solved = jnp.linalg.solve(cov, jnp.stack([x, rating - 5], axis=1))
    precision = x @ solved[:, 0] + 1 / draw["tau"] ** 2
    return (x @ solved[:, 1] + draw["mu"] / draw["tau"] ** 2) / precision, 1 / precision


def main():
    jax.config.update("jax_enable_x64", True)
    cohort = people()
    used, rating = jnp.array(cohort.arm, dtype=float), jnp.array(cohort.rating)
    mcmc = MCMC(
        NUTS(model), num_warmup=700, num_samples=2000, num_chains=2, chain_method="sequential", progress_bar=False
    )
    mcmc.run(jax.random.PRNGKey(1), used, rating)
    draws = mcmc.get_samples(group_by_chain=True)
    joint = {}
    for name in ("mu", "tau"):
        values = np.asarray(draws[name])
        joint[name] = {"mean": float(values.mean()), "sd": float(values.std()), "mcse": _mcse(values)}
    joint["beta"] = []
    for person in range(PEOPLE):
        one = {
            name: draws[name] if name in ("mu", "tau") else draws[name][:, :, person]
            for name in ("mu", "tau", "sigma", "phi", "half_life")
        }
        mean, variance = jax.vmap(jax.vmap(lambda d, p=person: beta_given(used[p], rating[p], d)))(one)
        mean, variance = np.asarray(mean), np.asarray(variance)
        joint["beta"].append(
            {"mean": float(mean.mean()), "sd": float(np.sqrt(variance.mean() + mean.var())), "mcse": _mcse(mean)}
        )
    divergences = int(np.asarray(mcmc.get_extra_fields(group_by_chain=True)["diverging"]).sum())
    written = {
        "people": [
            {"arm": cohort.arm[p].tolist(), "rating": [int(r) for r in cohort.rating[p]]} for p in range(PEOPLE)
        ],
        "truth": {"mu": MU, "tau": TAU},
        "joint": joint,
        "run": {"draws": 4000, "divergences": divergences},
    }
    OUT.write_text(json.dumps(written) + "\n")
    print(joint["mu"], joint["tau"], "divergences", divergences)


if __name__ == "__main__":
    main()
