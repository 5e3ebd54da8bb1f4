using Bridges.Engines.FakeEngine;

return args is ["host", var grandchild, .. var note]
    ? await HostThatIsKilled.RunAsync(grandchild, note.SingleOrDefault())
    : await new Script(args).RunAsync();
