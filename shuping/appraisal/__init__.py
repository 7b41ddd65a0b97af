"""Components, composite, proposal, decision, letters."""
