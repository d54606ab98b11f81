"""Honest people who call strangely: mostly one number each, with an ordinary life besides."""

from __future__ import annotations

from typing import Final

from training.seventh_world.kinds import read_kinds

PEOPLE: Final = read_kinds("""
* 0 spacing=0 line=mobile life=0.1..1
courier 6 curves=shop,early,late pace=5..30 stretch=3..10 talk=10..50 cut=0..0.3 lure=1..4 roam=6..40
taxi 4 curves=round,late,night,early stretch=3..11 listed=0..0.4 talk=8..45 roam=6..40
gig_driver 3 curves=dinner,late life=0..0.6 pace=4..25 stretch=2..7 talk=7..40 roam=4..30 fresh=0..0.5
estate_agent 3 curves=shop,office pace=3..20 stretch=2..8 talk=30..180 follow=0.1..0.5 inbound=0.3..3
tradesman 4 curves=early,office pace=1..6 stretch=4..9 listed=0.2..0.8 talk=25..120 returns=0.6..1.5 roam=3..15
carer 2 curves=care,early pace=1..6 stretch=4..10 listed=0.7..1 list_size=6..40 talk=30..150 roam=3..12
market_trader 3 curves=early,shop pace=3..20 stretch=2..8 listed=0.3..0.95 list_size=15..150 talk=10..60
sales_new_sim 4 curves=office,shop,dinner life=0..0.2 pace=4..45 stretch=2..9 talk=15..120 early=0.1..0.6
    fresh=0.6..1
canvasser 1.5 curves=dinner,shop,evening pace=8..50 stretch=1..4 talk=12..90 early=0.1..0.6 redial=0..0.2
night_worker 5 curves=night pace=0.5..5 contacts=0.3..0.95 talk=20..200 roam=1..6
traveller 5 curves=care,shop pace=0.8..8 stretch=2..10 contacts=0.1..0.8 costly=0..0.2 talk=20..160 roam=5..30
roamer 4 curves=care,late pace=0.3..4 stretch=3..12 contacts=0.4..0.95 costly=0..0.5 talk=15..150 roam=3..15
migrant_worker 7 curves=evening,late,life,weekend life=0.05..0.8 pace=0.4..5 stretch=1..6 listed=0.5..1
    list_size=2..15 costly=0.4..1 talk=60..900 redial=0.3..0.9
new_subscriber 7 curves=life,shop life=0.3..1 pace=0.5..6 stretch=1..8 contacts=0.2..0.8 talk=20..200 fresh=1
emergency_caller 3 curves=round,night pace=6..60 stretch=0.2..2 stretches=0.3..0.6 contacts=0.2..0.9
    listed=0.05..0.3 list_size=1..4 talk=15..150 redial=0.6..0.95
mover 3 curves=office,shop pace=3..16 stretch=2..7 stretches=0.4..0.8 talk=30..240 follow=0.1..0.4 inbound=0.1..1
flat_hunter 3 curves=office,shop,evening pace=5..40 stretch=0.5..3 talk=15..120 redial=0.3..0.9 lure=1..3
job_seeker 3 pace=2..14 stretch=0.7..5 talk=30..300 early=0..0.1 follow=0..0.3
bereaved 2 curves=life,care pace=6..30 stretch=1..6 stretches=0.3..0.7 contacts=0.5..1 listed=0..0.3 talk=60..500
new_phone 2 curves=life,evening life=0.5..1 pace=10..60 stretch=0.3..2 contacts=0.9..1 talk=8..60 fresh=0.5..1
beeper 5 curves=life,evening,late pace=1..12 stretch=1..10 contacts=0.6..1 talk=10..90 cut=0.4..0.97 lure=1..2.5
child 3 curves=school,evening pace=2..25 stretch=0.3..2 contacts=0.8..1 talk=3..40 cut=0.1..0.6 redial=0.5..0.95
pocket_dialler 2 curves=life,shop pace=5..60 stretch=0.1..0.6 contacts=0.9..1 talk=3..60 cut=0.2..0.9 roam=2..10
ticket_rush 2 curves=office,shop pace=40..240 uneven=0.1..0.6 stretch=0.2..1.2 listed=1 list_size=1 talk=60..400
    redial=0.9..0.98
wrong_digit 2 curves=life pace=3..15 stretch=0.2..1 dead=0.1..0.5 talk=4..25 early=0.5..0.9 redial=0.2..0.6
committee 2 curves=evening,dinner line=mobile,fixed pace=6..30 stretch=0.5..3 listed=0.8..1 list_size=15..80
    talk=40..240 redial=0.3..0.7
two_sims 5 curves=life handsets=shared numbers=2..4 pace=0.5..4 stretch=3..10 contacts=0.6..1 mates=0..0.05
    talk=20..160
seller_syndicate 2 curves=office,shop,dinner spacing=1,100,1000,0 handsets=own,shared numbers=2..14 life=0..0.5
    pace=3..30 stretch=2..9 rotate=0..1 mates=0..0.1 talk=15..140 early=0.1..0.6 follow=0..0.4 fresh=0..1
""")
