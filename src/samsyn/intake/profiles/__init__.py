"""The mapping profiles that ship with the product, one toml file each; editable copies live in the database."""
