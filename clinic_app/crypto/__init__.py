"""Keys, envelopes, seals and signatures; the only user of cryptography."""
