"""One module per command of `ringfence`: its options, and what it prints."""
