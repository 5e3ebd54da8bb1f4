namespace Bridges.Host.Provisioning;

/// <summary>The ways to log in to a network.</summary>
internal sealed record LoginFlowsBody(IReadOnlyList<LoginFlowBody> Flows);
