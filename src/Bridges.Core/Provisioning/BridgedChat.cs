using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core;

/// <summary>A chat that has a room.</summary>
/// <param name="Name">Empty for a direct chat, whose room is named after the other person by clients.</param>
public sealed record BridgedChat(NetworkId Network, AccountId Account, string Name, RoomId Room);
