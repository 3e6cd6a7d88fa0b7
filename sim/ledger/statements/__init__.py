"""The tables: each a function that yields its rows, in order, from what the logs told."""
