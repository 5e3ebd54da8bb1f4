namespace Bridges.Abstractions;

/// <summary>
/// A piece of a chat's past that the network pushes of its own accord (after linking, or because it was asked for).
/// Push the newest chats first; pieces of one chat in any order.
/// </summary>
/// <param name="Messages">Oldest first.</param>
/// <param name="IsLast">No older ones will follow for this chat.</param>
public sealed record RemoteHistory(ChatSummary Chat, IReadOnlyList<RemoteMessage> Messages, bool IsLast);
