#!/usr/bin/env python3
"""Makes ../Tables/census-names.tsv anew: census.py FOLDER, where FOLDER holds dist.all.last, dist.female.first and
dist.male.first of the U.S. Census of 1990 (the PyPI package `names` 0.3.0 carries them)."""
import os, sys, textwrap

def load(name):
    with open(os.path.join(sys.argv[1], name)) as file:
        return {words[0].lower(): float(words[1]) for words in map(str.split, file)}

last = load('dist.all.last')
male, female = load('dist.male.first'), load('dist.female.first')
first = {name: max(male.get(name, 0), female.get(name, 0)) for name in male | female}
# The least frequency that the files give is .001, and many names stand below it with .000.
sure = {name for name, often in first.items() if often >= .005 and often >= 18 * last.get(name, .0003)}
family = {name for name, often in last.items() if often >= .001 and name not in first}
lines = ["""\
# Given names and family names of the United States: class, tab, words (small letters).
# Source: U.S. Census Bureau, names of the census of 1990 (dist.male.first, dist.female.first, dist.all.last), made into
# classes by ../Generator/census.py. Licence: public domain (work of the United States government).
#
# given: a given name. sure: a given name that is hardly ever a family name. family: the other way round."""]
for kind, words in (('given', set(first) - sure), ('sure', sure), ('family', family)):
    lines += [f'{kind}\t{line}' for line in textwrap.wrap(' '.join(sorted(words)), 2000, break_on_hyphens=False)]
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), '../Tables/census-names.tsv'), 'w') as out:
    out.write('\n'.join(lines) + '\n')
