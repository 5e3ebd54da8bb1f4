using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core;

/// <summary>A chat of an account, and whether it is on Matrix.</summary>
/// <param name="Name">Empty where nothing is known of it.</param>
/// <param name="Room">Where it is read; null while it has no room.</param>
public sealed record UserChat(NetworkId Network, AccountId Account, ChatKey Chat, string Name, RoomId? Room, ChatPresence Presence);
