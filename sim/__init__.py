"""greenbond-sim: tokenised green bonds, simulated on a real EVM and booked to the cent."""

__all__ = ["__version__"]

__version__ = "0.1.0"
