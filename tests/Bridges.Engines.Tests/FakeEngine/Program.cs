using Bridges.Engines.FakeEngine;

return args is ["host", var grandchild]
    ? await HostThatIsKilled.RunAsync(grandchild)
    : await new Script(args).RunAsync();
