"""The contract as a run against any company's server: `python -m sync.conformance URL`."""
