namespace Bridges.Host.Provisioning;

/// <summary>One login and how it stands.</summary>
internal sealed record LoginBody(BridgeStateBody State, string Id, string Name, ProfileBody Profile, IReadOnlyList<string> ReloginFlowIds);
