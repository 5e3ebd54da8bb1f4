namespace MyNetwork;

/// <summary>The section <c>networks.mynetwork</c>.</summary>
public sealed record MyNetworkOptions
{
    /// <summary>How long the network is waited for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);
}
