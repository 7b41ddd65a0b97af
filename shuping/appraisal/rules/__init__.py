"""Pure rules of the appraisal: composite, rank, proposal, and how they are printed."""
