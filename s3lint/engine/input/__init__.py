"""What a run reads: discovery, ignore files, the boundary of the tree, roots and the settings that hold for them."""
