using Bridges.Abstractions;

namespace Bridges.Core.FromMatrix.Pins;

/// <summary>A message is pinned, or taken off.</summary>
internal sealed record PinChange(RemoteMessageId Message, bool IsPinned);
