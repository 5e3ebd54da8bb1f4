using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>One reaction of one person and the event that shows it.</summary>
/// <param name="Key">The emoji without variation selectors, or the network's id of a custom one.</param>
/// <param name="EventId">Empty where it is only counted.</param>
/// <param name="CreatedAt">Unix milliseconds.</param>
public sealed record ReactionRow(MessageKey Message, RemoteUserId Sender, string Key, string EventId, long CreatedAt);
