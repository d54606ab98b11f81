"""Fraudulent kinds. The share is the weight among campaigns; `stretches` counts all of a campaign's stretches."""

from __future__ import annotations

from typing import Final

from training.seventh_world.kinds import read_kinds

FRAUDS: Final = read_kinds("""
* 0 handsets=own,shared uneven=0.15..2.5 stretch=1.5..14 stretches=1..3 rotate=0..1 dead=0..0.3 returns=0..0.5
    roam=1..6 fresh=-0.6..1.2
wangiri 1.2 curves=life,evening,night,office,round line=abroad,abroad,mobile handsets=none,own,shared numbers=1..40
    budget=40..1200 pace=4..300 serial=0..1 talk=1..3 spread=0.1..0.6 cut=0.75..1 redial=0..0.3 in_talk=20..200
    answers=0.8..1 returns=0 lure=0.7..3 lines=4..40
irsf 1 curves=night,closed,round,evening,weekend line=mobile,mobile,fixed numbers=1..20 budget=15..400 life=-0.6..1
    pace=2..40 listed=0.3..1 list_size=2..80 costly=0.75..1 talk=60..1500 spread=0.2..1.2 redial=0.2..0.9
    answers=0..0.3 lines=1..6
pbx_hacking 1 curves=closed,night,weekend handsets=none numbers=1..8 budget=15..400 life=-0.6..1 pace=3..60
    listed=0.2..1 list_size=2..60 costly=0.5..1 talk=40..1200 spread=0.2..1.2 redial=0.2..0.9 answers=0..0.9
    lines=2..12
vishing_kyc 1 curves=office,shop line=mobile,mobile,fixed,abroad numbers=1..25 budget=30..900 life=-0.6..1
    pace=2..22 contacts=-0.2..0.2 mates=0..0.05 serial=0..0.5 talk=50..420 spread=0.7..1.5 early=0.15..0.7
    redial=0..0.5 follow=0.1..0.7 answers=0..0.8
vishing_tax 1 curves=office,shop,early line=mobile,mobile,fixed,abroad numbers=1..30 budget=30..900 life=-0.6..1
    pace=3..35 contacts=-0.2..0.2 mates=0..0.05 serial=0..0.5 talk=25..400 spread=0.7..1.5 early=0.15..0.7
    redial=0..0.5 follow=0.1..0.7 answers=0..0.8
vishing_lottery 1 curves=shop,dinner,evening,life line=mobile,mobile,fixed,abroad numbers=1..16 budget=30..900
    life=-0.6..1 pace=1.5..14 contacts=-0.2..0.2 mates=0..0.05 serial=0..0.5 talk=30..300 spread=0.7..1.5
    early=0.15..0.7 redial=0..0.5 follow=0.1..0.7 answers=0..0.8
robocall 1.1 curves=office,shop,dinner,evening line=mobile,fixed,abroad handsets=none,own,shared numbers=1..40
    budget=60..1500 pace=6..250 serial=0..1 talk=4..40 spread=0.2..1.1 early=0.2..0.85 cut=0..0.3 redial=0..0.3
    answers=0..0.8 lines=1..40
sim_box 1.1 curves=life,evening,round,care line=mobile numbers=4..40 budget=100..1500 life=-0.6..1 pace=1..22
    stretch=3..24 contacts=-0.3..0.2 mates=-0.1..0.1 listed=0..0.7 list_size=40..600 dead=0..0.08 talk=40..260
    spread=0.8..1.4 early=0..0.1 redial=0.1..0.5 answers=0..0.5 roam=1..3
imitator 1 curves=life,shop,evening line=mobile numbers=1..16 budget=30..900 life=0.1..1 pace=0.8..9 uneven=0.8..2.5
    contacts=0..0.4 mates=0.05..0.4 listed=0..0.35 list_size=5..60 dead=0..0.06 talk=30..160 spread=0.8..1.4
    early=0.05..0.35 redial=0.15..0.5 follow=0.1..0.5 answers=0.3..0.9 returns=0.3..1
slow_ramp 1 curves=life,shop,office,evening line=mobile numbers=1..14 budget=30..900 life=0.4..1 pace=1.5..30
    stretch=8..26 stretches=1 ramp=0.8..3 contacts=0..0.3 talk=20..180 early=0.1..0.6 redial=0..0.4 follow=0..0.4
    answers=0..0.8 fresh=-0.6..0.6
spoofed_flood 0.9 curves=office,shop,evening,round line=mobile handsets=none numbers=25..500 budget=30..900 pace=1
    uneven=0.3..2.5 stretch=0.05..4 stretches=1 listed=-1..1.4 list_size=1..6 talk=3..60 early=0.2..0.8
    cut=-0.3..0.6 redial=0 answers=0 fresh=0
""")
