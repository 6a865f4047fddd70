"""انبار - what is remembered: one module per subsystem, and the kit they share.   Rules: domain/"""
