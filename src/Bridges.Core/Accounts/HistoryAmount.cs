namespace Bridges.Core;

/// <summary>How much of its past an account brings along.</summary>
/// <param name="Chats">How many of its newest chats become rooms; null: as usual.</param>
/// <param name="Messages">How many old messages each begins with; null: as usual.</param>
public sealed record HistoryAmount(int? Chats, int? Messages);
