"""Campaigns: suspects that belong together, with identities that survive growth, rotation and silence."""
