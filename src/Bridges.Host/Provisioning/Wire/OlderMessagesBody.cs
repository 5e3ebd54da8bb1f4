namespace Bridges.Host.Provisioning;

/// <summary>That older messages of a chat are to come.</summary>
internal sealed record OlderMessagesBody(string? Id, bool IsOwn, int? Count);
