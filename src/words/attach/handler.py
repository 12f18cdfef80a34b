# placeholder until merged
