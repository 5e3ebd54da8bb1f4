namespace Bridges.Host.Provisioning;

/// <summary>A group that was made.</summary>
internal sealed record CreatedGroupBody(string Id, string Mxid);
