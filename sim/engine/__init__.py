"""Time passes and parties act: an agenda, actors, and the contracts' word on what happens."""

from sim.engine.simulation import Outcome, Simulation, genesis_instant

__all__ = ["Outcome", "Simulation", "genesis_instant"]
