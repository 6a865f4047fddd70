"""دامنه - the rules of the ecosystem: what may happen, decided without platform, SQL or words.   Talk: handlers/   Memory: storage/"""
