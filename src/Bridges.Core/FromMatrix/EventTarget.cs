using Bridges.Storage;

namespace Bridges.Core.FromMatrix;

/// <summary>What an event that another one refers to is on the network.</summary>
/// <param name="Messages">All that it is there, in order; none where it is nothing there.</param>
/// <param name="IsLate">It was still on its way when the wait for it ended.</param>
internal sealed record EventTarget(IReadOnlyList<MessageRow> Messages, bool IsLate = false)
{
    public static EventTarget None { get; } = new([]);

    public static EventTarget Late { get; } = new([], IsLate: true);
}
