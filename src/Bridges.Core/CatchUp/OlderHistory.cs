namespace Bridges.Core;

/// <summary>What comes of asking for what was said before a room begins.</summary>
/// <param name="Coming">How many older messages are on their way into the room.</param>
/// <param name="IsAsked">The network was asked for more, which come when it answers.</param>
public sealed record OlderHistory(int Coming, bool IsAsked)
{
    /// <summary>The row of the last one that is on its way; null where none is.</summary>
    internal long? LastRow { get; init; }

    /// <summary>The same in words.</summary>
    public string Describe(string network) => (Coming, IsAsked) switch
    {
        (0, false) => $"There is nothing older on {network}.",
        (0, true) => $"{network} is asked for older messages. What it has comes into the room, below what is there, perhaps much later.",
        (1, false) => "One older message comes into the room, below what is there, with the time at which it was said.",
        (_, false) => $"{Coming} older messages come into the room, below what is there, with the time at which they were said.",
        _ => $"{Coming} older messages come into the room, below what is there, with the time at which they were said; {network} is asked for more.",
    };
}
