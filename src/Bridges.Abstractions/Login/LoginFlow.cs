namespace Bridges.Abstractions;

/// <summary>One way to log in.</summary>
/// <param name="Id">Short word typed by users: <c>phone</c>, <c>qr</c>.</param>
public sealed record LoginFlow(string Id, string Name, string Description);
