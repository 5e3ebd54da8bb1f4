using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core;

/// <summary>A group that was made, and its room.</summary>
public sealed record MadeGroup(ChatKey Chat, RoomId Room);
