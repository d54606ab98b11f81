"""Honest firms and machines: often several lines, auto-diallers, few answers to their calls."""

from __future__ import annotations

from typing import Final

from training.seventh_world.kinds import read_kinds

SERVICES: Final = read_kinds("""
* 0 handsets=none
call_centre_out 3 curves=office,shop,dinner line=fixed,fixed,mobile numbers=2..24 pace=6..70 uneven=0.15..1.2
    rotate=0..0.6 dead=0..0.25 talk=12..150 early=0.1..0.65 redial=0..0.4 lines=1..30
call_centre_in 1.5 curves=shop,care numbers=1..4 pace=0.5..10 listed=0.5..1 talk=60..300 inbound=5..60 lines=5..60
debt_collector 2 curves=office,shop,dinner line=fixed,fixed,mobile numbers=1..12 pace=6..60 uneven=0.15..1.2
    rotate=0..1 listed=0.5..1 list_size=40..900 talk=8..90 early=0.2..0.7 redial=0.3..0.85 lure=0.5..2 lines=1..12
pollster 2 curves=dinner,shop,evening,office line=fixed,fixed,mobile numbers=1..20 pace=8..80 uneven=0.1..1 listed=0
    dead=0.02..0.4 serial=0..1 talk=10..240 early=0.3..0.8 lines=1..20
seller_auto 2 curves=office,shop,dinner,evening line=fixed,fixed,mobile numbers=1..30 pace=5..120 uneven=0.1..1
    rotate=0..1 dead=0.02..0.4 serial=0..0.6 talk=6..80 early=0.3..0.85 cut=0..0.3 lines=1..30 fresh=0..0.6
fundraiser 1 curves=dinner,evening line=fixed,fixed,mobile numbers=1..10 pace=6..45 uneven=0.2..1 talk=15..200
    early=0.2..0.7 follow=0..0.25 lines=1..12
recruiter 1 line=mobile,fixed numbers=1..4 pace=3..16 talk=60..420 follow=0.1..0.5 inbound=0.3..4 lines=1..12
hospital 2 curves=care,round numbers=1..12 pace=2..18 local=0.7..1 talk=30..200 redial=0.2..0.7 inbound=2..20
    lines=4..40
surgery 2.5 curves=office,early numbers=1..4 pace=2..14 listed=0.6..1 list_size=100..900 local=0.9..1 talk=25..140
    inbound=4..30 lines=1..5
reminder 1.5 curves=office,shop numbers=1..4 pace=10..120 uneven=0.1..0.7 stretch=0.5..6 talk=6..35 spread=0.15..0.6
    early=0.05..0.4 redial=0..0.6 lines=2..30
taxi_office 1.5 curves=late,round,night numbers=1..3 pace=4..40 local=0.9..1 talk=6..30 cut=0..0.7 inbound=4..40
    in_talk=20..60 lines=2..12
otp_flash 1.5 curves=round,life,late spacing=1,100,1000 line=mobile,fixed,abroad numbers=1..40 pace=8..160 talk=1..4
    spread=0.1..0.5 cut=0.9..1 redial=0..0.2 answers=0..0.2 lure=0.05..0.6 lines=5..60
school 1 curves=school numbers=1..4 pace=5..120 stretch=0.3..3 listed=0.9..1 list_size=80..900 local=0.95..1
    talk=10..70 redial=0.1..0.7 inbound=1..12 lure=1..3 lines=1..12
phone_in 1 curves=evening,shop,late numbers=1..2 pace=0.2..4 stretch=0.2..2.5 talk=60..300 inbound=40..400
    in_talk=10..90 lines=1..10
conference 1 numbers=1..3 pace=0.2..6 listed=0.8..1 talk=300..2400 inbound=4..60 in_talk=600..2700 lines=30..200
m2m 4 curves=round spacing=1,100 line=fixed,fixed,mobile handsets=own,none numbers=1..30 pace=0.3..12
    uneven=0.05..0.5 stretch=12..24 listed=1 list_size=1..3 talk=3..40 spread=0.05..0.5 answers=0..0.3 lines=1..12
reseller 2 curves=office,shop,life line=mobile,fixed handsets=shared,none numbers=2..24 pace=1..14 stretch=5..14
    listed=0..0.6 costly=0..0.3 talk=30..200 early=0..0.1 lines=1..8
office 9 numbers=1..14 pace=0.8..8 mates=0..0.3 listed=0.3..0.9 costly=0..0.1 talk=40..200 inbound=0.5..10
    returns=0.5..1.5 lines=1..8
shop 7 curves=shop numbers=1..3 pace=0.4..5 listed=0.4..0.95 list_size=10..120 local=0.8..1 talk=20..110
    inbound=0.5..10 returns=0.2..1.2 lines=1..3
fax 1 curves=round,office,closed numbers=1..4 pace=6..90 uneven=0.05..0.5 stretch=0.5..5 dead=0.05..0.5 talk=20..80
    spread=0.1..0.5 early=0.05..0.4 redial=0.4..0.9 lines=1..12
hotel 1.5 curves=late,care,round numbers=1..10 pace=0.3..6 stretch=6..20 costly=0.1..0.8 talk=30..400 inbound=0.5..6
    lines=2..20
night_desk 1 curves=night,closed numbers=1..10 pace=1..20 listed=0.2..0.8 costly=0.3..1 talk=30..600 redial=0.1..0.6
    lines=1..12
trading_floor 0.6 curves=office,round,night numbers=1..8 pace=1..12 listed=0.6..1 list_size=4..40 costly=0.3..0.9
    talk=120..1800 lines=2..20
network_tester 0.8 curves=round,night,office line=mobile,fixed,abroad handsets=shared,own numbers=1..8 pace=3..60
    uneven=0.05..0.6 listed=0.3..1 list_size=5..60 costly=0.2..1 talk=3..30 spread=0.1..0.6 cut=0.1..0.7 lines=1..12
telecare 1 curves=care,early numbers=1..3 pace=5..40 uneven=0.1..0.6 stretch=1..4 listed=1 list_size=20..250
    talk=20..180 redial=0.6..0.95 inbound=0.5..6 lines=1..12
alarm_centre 0.8 curves=round numbers=1..4 pace=1..12 stretch=12..24 talk=20..120 redial=0.5..0.9 inbound=1..15
    lines=2..12
proxy_numbers 2 curves=dinner,late,shop spacing=1,100,1000 line=mobile,fixed numbers=4..40 pace=1..16 stretch=4..14
    talk=8..60 early=0..0.15 inbound=2..40 in_talk=10..60 lines=1..20
gsm_gateway 1 curves=office,shop,care spacing=1,100,1000 line=mobile handsets=shared,own numbers=4..32 pace=1..16
    stretch=5..14 listed=0..0.8 talk=40..200 early=0..0.1 answers=0..0.3 returns=0..0.1
call_through 1 curves=evening,late,round line=mobile,fixed,abroad handsets=shared,none numbers=2..20 pace=1..12
    stretch=5..20 listed=0.2..0.9 talk=60..500 early=0..0.08 lines=1..6
call_back_card 0.8 curves=evening,late line=mobile,fixed,abroad numbers=1..6 pace=3..40 listed=0.3..0.9 talk=60..600
    cut=0.5..0.95 inbound=1..15 answers=0.8..1 lure=1..4 lines=1..12
prison 0.6 curves=shop,evening numbers=1..6 pace=4..20 listed=0.5..1 costly=0..0.1 talk=200..900 spread=0.2..0.6
    answers=0..0.02 lines=1..4
phone_shop 0.8 curves=shop spacing=1,100,1000 line=mobile handsets=shared numbers=4..24 pace=0.3..2.5 mates=0.3..0.9
    talk=4..40 cut=0.1..0.6 fresh=0.6..1
foreign_helpdesk 1.2 curves=office,round line=abroad numbers=1..12 pace=3..50 talk=30..400 early=0.05..0.5
    follow=0..0.3 inbound=0..3 lines=1..20
""")
