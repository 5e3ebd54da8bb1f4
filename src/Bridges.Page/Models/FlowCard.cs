namespace Bridges.Page.Models;

/// <summary>A way to log in.</summary>
public sealed record FlowCard(string Network, string NetworkName, string Flow, string Name, string Description);
