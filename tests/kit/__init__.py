"""ابزار آزمون - servers, units of work and simulators that tests stand on.   Fixtures: tests/conftest.py"""
