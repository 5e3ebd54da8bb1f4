namespace Bridges.Host.Provisioning;

/// <summary>The user's logins to a network.</summary>
internal sealed record LoginIdsBody(IReadOnlyList<string> LoginIds);
