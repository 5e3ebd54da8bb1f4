namespace Bridges.Host.Configuration;

/// <summary>How chats are carried over, for every network.</summary>
internal sealed record BridgingConfiguration
{
    /// <summary>What commands outside a management room begin with.</summary>
    public string CommandPrefix { get; init; } = "!bridges";

    /// <summary>How many of the newest chats become rooms when an account logs in.</summary>
    public int ChatsAtLogin { get; init; } = 20;

    /// <summary>How many old messages a new room begins with.</summary>
    public int MessagesAtLogin { get; init; } = 20;

    /// <summary>Whether clients are told of each success too, not of failures only.</summary>
    public bool SuccessStatusEvents { get; init; }
}
