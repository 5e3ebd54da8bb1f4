namespace Bridges.Abstractions;

/// <summary>The account can say how long messages of a chat stay.</summary>
public interface ISetsTimers
{
    /// <summary>Called for the command <c>timer</c>; what the network refuses is its answer.</summary>
    /// <param name="timer">Null: they stay.</param>
    Task SetTimerAsync(ChatKey chat, TimeSpan? timer, CancellationToken cancellationToken);
}
