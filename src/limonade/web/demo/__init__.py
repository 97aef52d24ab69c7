"""The example: two real neighbourhoods in Arnhem with real figures, each with its source."""
