namespace Bridges.Page.Models;

/// <summary>A chat and whether it is on Matrix.</summary>
/// <param name="IsOwn">It belongs to the account alone, which tells it from others of the same id.</param>
/// <param name="Link">Opens its room in a Matrix client; null where it has none.</param>
/// <param name="Presence"><c>on</c>, <c>off</c> or <c>by rule</c>.</param>
public sealed record ChatModel(string Network, string NetworkName, string Account, string Chat, bool IsOwn, string Name, string? Link, string Presence);
