namespace Bridges.Host.Provisioning;

/// <summary>What a client shows of one network and the user's logins there.</summary>
internal sealed record WhoAmIBody(
    NetworkBody Network, IReadOnlyList<LoginFlowBody> LoginFlows, string Homeserver, string BridgeBot, string CommandPrefix, string? ManagementRoom, IReadOnlyList<LoginBody> Logins);
