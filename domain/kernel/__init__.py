"""هسته‌ی دامنه - the few things every subsystem shares: money, people, refusals, verbs, state moves.   Subsystems: domain/<word>/"""
