"""قفسه‌ها - the two levels of the bazaar: categories and their sections, which of them a trade needs, which are looked at always.   Source: bazaar:M8, M9, M17, assumed"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Category(StrEnum):
    """The first level (M9): what a trade needs comes first (seed 004)."""

    SUPPLIES = "supplies"
    FOOD = "food"
    CLOTHES = "clothes"
    HANDICRAFT = "handicraft"
    HOME = "home"
    FARM = "farm"
    ENERGY = "energy"
    SERVICES = "services"
    OTHER = "other"


class Section(StrEnum):
    """The second level; each belongs to one category."""

    YARN = "yarn"  # and cloth
    HIDES = "hides"  # leather and hides
    TIMBER = "timber"
    CLAY_METAL = "clay_metal"
    FOOD_STUFF = "food_stuff"  # what food is made of
    PACKING = "packing"
    TOOLS = "tools"  # and machines
    SAFFRON = "saffron"  # and spices
    NUTS = "nuts"  # and dried fruit
    HONEY = "honey"
    DAIRY = "dairy"
    BREAD = "bread"  # and sweets
    PICKLES = "pickles"  # and jams
    RICE = "rice"  # and pulses
    HERBS = "herbs"
    DRESS = "dress"
    KIDS_WEAR = "kids_wear"
    SHOES = "shoes"
    CARPET = "carpet"  # and kilim
    WEAVING = "weaving"
    POTTERY = "pottery"
    WOODWORK = "woodwork"
    JEWELLERY = "jewellery"
    FURNITURE = "furniture"
    KITCHEN = "kitchen"
    SOAP = "soap"  # and care
    SEEDS = "seeds"  # and saplings
    FODDER = "fodder"
    SHEEP = "sheep"  # light livestock, with papers
    POULTRY = "poultry"
    BEES = "bees"  # and hives
    FARM_TOOLS = "farm_tools"
    SOLAR = "solar"
    LAMPS = "lamps"
    REPAIR = "repair"
    TEACHING = "teaching"
    LODGING = "lodging"  # and tours
    CARRYING = "carrying"
    BOOKS = "books"
    ALL_ELSE = "all_else"


SECTIONS: Mapping[Category, tuple[Section, ...]] = {
    Category.SUPPLIES: (Section.YARN, Section.HIDES, Section.TIMBER, Section.CLAY_METAL, Section.FOOD_STUFF, Section.PACKING, Section.TOOLS),
    Category.FOOD: (
        Section.SAFFRON, Section.NUTS, Section.HONEY, Section.DAIRY, Section.BREAD, Section.PICKLES, Section.RICE, Section.HERBS,
    ),
    Category.CLOTHES: (Section.DRESS, Section.KIDS_WEAR, Section.SHOES),
    Category.HANDICRAFT: (Section.CARPET, Section.WEAVING, Section.POTTERY, Section.WOODWORK, Section.JEWELLERY),
    Category.HOME: (Section.FURNITURE, Section.KITCHEN, Section.SOAP),
    Category.FARM: (Section.SEEDS, Section.FODDER, Section.SHEEP, Section.POULTRY, Section.BEES, Section.FARM_TOOLS),
    Category.ENERGY: (Section.SOLAR, Section.LAMPS),
    Category.SERVICES: (Section.REPAIR, Section.TEACHING, Section.LODGING, Section.CARRYING),
    Category.OTHER: (Section.BOOKS, Section.ALL_ELSE),
}  # fmt: skip
CATEGORY_OF: Mapping[Section, Category] = {section: category for category, sections in SECTIONS.items() for section in sections}

ALWAYS_LOOKED_AT = (Section.SHEEP, Section.POULTRY, Section.BEES, Section.HERBS, Section.SOAP, Section.JEWELLERY)
"""Living things, what is eaten as a remedy, what touches the skin, what is easily false: somebody looks at each of them (M7)."""

NOT_TAKEN_BACK = frozenset({*SECTIONS[Category.FOOD], Section.FOOD_STUFF, Section.SOAP, Section.SHEEP, Section.POULTRY, Section.BEES, *SECTIONS[Category.SERVICES]})
"""Whoever only changed their mind cannot return these (M15)."""

ALL_TRADES = (Section.PACKING, Section.TOOLS, Section.SOLAR)
FOR_TRADES: Mapping[str, tuple[Section, ...]] = {
    "farming": (Section.SEEDS, Section.FARM_TOOLS),
    "livestock": (Section.FODDER, Section.SHEEP, Section.POULTRY, Section.BEES, Section.FARM_TOOLS),
    "clothing": (Section.YARN, Section.HIDES),
    "handicraft": (Section.YARN, Section.HIDES, Section.TIMBER, Section.CLAY_METAL),
    "food": (Section.FOOD_STUFF, Section.SEEDS),
    "wood": (Section.TIMBER, Section.CLAY_METAL),
    "tourism": (Section.FURNITURE, Section.KITCHEN, Section.FOOD_STUFF),
    "services": (),
    "solar": (Section.LAMPS,),
    "other": (Section.YARN, Section.HIDES, Section.TIMBER, Section.CLAY_METAL, Section.FOOD_STUFF, Section.SEEDS, Section.FODDER, Section.FARM_TOOLS),
}
"""What the money of a loan buys for a hasteh of each field (M17), beside what all trades need. The words are those of the fields of hastehs."""


def needed_for(field: str) -> frozenset[Section]:
    """What a trade of a field needs; "": somebody without a hasteh, who needs nothing for one."""
    return frozenset({*ALL_TRADES, *FOR_TRADES[field]}) if field else frozenset()
