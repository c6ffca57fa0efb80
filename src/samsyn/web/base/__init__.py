"""What all pages share: the shell, who acts, components."""
