namespace Bridges.Host.Provisioning;

/// <summary>A chat of the user's.</summary>
/// <param name="IsOwn">It belongs to the login alone, which tells it from others of the same id.</param>
/// <param name="Presence"><c>on</c>, <c>off</c>, or <c>by_rule</c>: no room yet, and the rule decides with its next message.</param>
internal sealed record ChatBody(string LoginId, string Id, bool IsOwn, string Name, string? RoomId, string Presence);
