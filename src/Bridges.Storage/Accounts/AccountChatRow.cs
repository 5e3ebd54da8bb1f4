using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>An account that takes part in a chat.</summary>
/// <param name="HasLeft">Its owner left the chat's room.</param>
public sealed record AccountChatRow(AccountId Account, bool HasLeft);
