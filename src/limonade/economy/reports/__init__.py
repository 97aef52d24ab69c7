"""What a neighbourhood takes along: papers, comparisons and series of the figures on the pages. Nothing is stored."""
