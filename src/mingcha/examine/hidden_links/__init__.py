"""暗链: what stands on a page for machines and not for its readers. Analysed from the source alone; nothing is run."""
