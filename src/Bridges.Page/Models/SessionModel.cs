namespace Bridges.Page.Models;

/// <summary>Somebody who was let in to the page.</summary>
/// <param name="IsOwn">It is that of whoever looks.</param>
public sealed record SessionModel(string Id, string Who, DateTimeOffset Began, DateTimeOffset LastSeen, bool IsOwn);
