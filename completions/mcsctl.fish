complete --keep-order --exclusive --command mcsctl --arguments "(MCS_COMPLETE=fish mcsctl -- (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token))"
