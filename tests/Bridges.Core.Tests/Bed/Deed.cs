using Bridges.Abstractions;

namespace Bridges.Core.Tests.Bed;

/// <summary>Something the bridge did on the scripted network.</summary>
internal sealed record Deed(string What, ChatKey? Chat, string? Text, string? Target);
