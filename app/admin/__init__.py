"""HR’s and IT’s command line on the service’s own data."""
