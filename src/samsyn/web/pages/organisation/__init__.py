"""The administrator's page: bodies, people, roles and accounts."""
