namespace Bridges.Host.Provisioning;

/// <summary>That a chat is to be on Matrix, or not any more.</summary>
/// <param name="Messages">How many of its last messages its room begins with; null: as many as at the login.</param>
internal sealed record SwitchChatBody(string? Id, bool IsOwn, bool On, int? Messages = null);
