"""Forums: pages about who meets about digitalisation."""
