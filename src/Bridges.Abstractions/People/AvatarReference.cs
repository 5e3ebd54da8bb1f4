namespace Bridges.Abstractions;

/// <summary>
/// A profile or chat picture. <paramref name="Id"/> changes when the picture does; <paramref name="Token"/> is what the
/// module needs to fetch it.
/// </summary>
public sealed record AvatarReference(string Id, string Token);
