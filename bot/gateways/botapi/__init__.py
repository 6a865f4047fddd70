"""زبان بات - what Telegram and Bale have in common: the wire, what updates look like, what answers mean.   Used by telegram.py bale.py; docs/gateways.md"""
