"""رقیبان - the bots that tell the same dialog, each started in a process of its own by ../contest.py.   Protocol: child.py"""
