namespace Bridges.Storage;

/// <summary>A poll on both sides.</summary>
/// <param name="Options">For each option what Matrix calls it and what the network does, as JSON.</param>
/// <param name="ResultEvent">The notice that tells how it stands; null: none.</param>
public sealed record PollRow(MessageKey Message, string EventId, string Options, string? ResultEvent = null, bool HasEnded = false);
