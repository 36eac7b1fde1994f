"""How good the checks are: labelled cases made by rule, and a gate that holds the floors."""
