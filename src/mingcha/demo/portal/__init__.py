"""The sample county's portal: pages made when they are asked for, as they stood at the end of any day."""
