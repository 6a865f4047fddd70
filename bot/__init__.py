"""بات - the only place that knows everything: it connects handlers, domain, storage, texts and messengers.   Map: README.md"""
