"""What the checks of page tags share: which tags which page must have, and how many pages of a template fall short."""
