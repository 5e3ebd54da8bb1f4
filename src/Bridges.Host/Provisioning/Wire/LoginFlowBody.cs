namespace Bridges.Host.Provisioning;

/// <summary>One way to log in.</summary>
internal sealed record LoginFlowBody(string Name, string Description, string Id);
