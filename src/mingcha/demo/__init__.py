"""样例县: a whole county in a box, with the figures of a real year and made-up posts behind them."""
