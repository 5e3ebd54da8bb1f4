using Bridges.Abstractions;

namespace Bridges.Core.JournalRows;

/// <summary>How rows about remote chats were written before room orders were a kind of their own.</summary>
internal sealed record FormerRoomOrder(AccountId Account, RemoteEvent? Event, bool MakesRoom, bool BringsOwner);
