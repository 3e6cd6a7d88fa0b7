"""For eyes: what a person reads during a run and after it."""

from sim.report.progress import progress
from sim.report.summary import summary

__all__ = ["progress", "summary"]
