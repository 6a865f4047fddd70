"""آزمون کارسازها - whether the ground that other tests stand on holds.   Servers: tests/kit/servers.py"""
