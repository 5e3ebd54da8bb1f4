namespace Bridges.SampleModule;

/// <summary>The section <c>networks.sample</c>.</summary>
public sealed record SampleOptions
{
    /// <summary>Whether each message that is sent comes back from the other person.</summary>
    public bool Echo { get; init; }

    /// <summary>How many chats every account receives messages in as soon as it starts.</summary>
    public int Chats { get; init; }

    /// <summary>How many messages arrive in each of these chats.</summary>
    public int MessagesInEach { get; init; }

    /// <summary>Whether the other people do what they are told in a message: see <see cref="ObedientFriends"/>.</summary>
    public bool Obeys { get; init; }

    /// <summary>Whether the other person says in the chat what they see: that the user types, and what the user has read.</summary>
    public bool Tells { get; init; }

    /// <summary>Whether there are ways to log in beside the name: with several values, and by a code that is shown.</summary>
    public bool OffersManyLogins { get; init; }

    /// <summary>How long the network takes to accept a message.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.Zero;

    /// <summary>Fails where told to, so that the host can show that nothing else is concerned.</summary>
    public SampleFault Fault { get; init; } = SampleFault.None;

    /// <summary>Whether the fault is that it never returns, rather than an exception.</summary>
    public bool Hangs { get; init; }
}
