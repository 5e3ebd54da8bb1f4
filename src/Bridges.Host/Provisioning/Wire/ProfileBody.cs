namespace Bridges.Host.Provisioning;

/// <summary>Whose login it is on the network.</summary>
internal sealed record ProfileBody(string? Name);
