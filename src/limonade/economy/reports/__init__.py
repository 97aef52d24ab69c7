"""What a neighbourhood takes along: papers, comparisons and series made of the figures of the pages. Nothing is stored."""
