namespace Bridges.Host.Provisioning;

/// <summary>How many are coming, and whether the network was asked for more.</summary>
internal sealed record OlderHistoryBody(int Coming, bool IsAsked);
