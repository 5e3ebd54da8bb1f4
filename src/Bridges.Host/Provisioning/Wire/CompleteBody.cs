namespace Bridges.Host.Provisioning;

/// <summary>The login that came out of it.</summary>
internal sealed record CompleteBody(string UserLoginId);
