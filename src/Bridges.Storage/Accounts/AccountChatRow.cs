using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>An account and how it stands to a chat.</summary>
public sealed record AccountChatRow(AccountId Account, AccountChatState State);
