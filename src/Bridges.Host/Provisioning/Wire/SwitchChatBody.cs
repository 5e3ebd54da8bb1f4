namespace Bridges.Host.Provisioning;

/// <summary>That a chat is to be on Matrix, or not any more.</summary>
internal sealed record SwitchChatBody(string? Id, bool IsOwn, bool On);
