namespace Bridges.Host.Provisioning;

/// <summary>What did not get through to a network, oldest first.</summary>
internal sealed record FailuresBody(IReadOnlyList<FailureBody> Failures);
