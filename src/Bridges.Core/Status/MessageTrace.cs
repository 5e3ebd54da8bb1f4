namespace Bridges.Core.Status;

/// <summary>What is known of a message's way, or of those of several that have the same id in different chats.</summary>
/// <param name="Passages">Rows of the journal first.</param>
public sealed record MessageTrace(IReadOnlyList<MessagePassage> Passages)
{
    /// <summary>How it stands, in one sentence; null where nothing is known.</summary>
    public string? Conclusion => Passages.MaxBy(static passage => passage.Row ?? 0)?.Conclusion;

    /// <summary>In their order.</summary>
    public IReadOnlyList<TraceStep> Steps => [.. Passages.SelectMany(static passage => passage.Steps).OrderBy(static step => step.At ?? DateTimeOffset.MaxValue)];

    /// <summary>The rooms that it has to do with.</summary>
    public IReadOnlySet<string> Rooms => Passages.Select(static passage => passage.Room).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>What of it those know who are in these rooms.</summary>
    public MessageTrace In(IReadOnlySet<string> rooms) => new([.. Passages.Where(passage => passage.Room is { } room && rooms.Contains(room))]);
}
