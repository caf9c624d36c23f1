"""The command `langnghe`: one module per group of commands, loaded only when called."""
