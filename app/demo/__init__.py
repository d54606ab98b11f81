"""The demo: broker, worker and simulated traffic as processes of its own, and what it shows of them."""
