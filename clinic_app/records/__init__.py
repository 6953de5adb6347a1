"""What a clinic keeps: clients, screenings, services, Know Your Rights events."""
