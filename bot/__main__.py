"""ورود - `python -m bot`.   Commands: bot/cli.py"""

import sys

from bot.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
