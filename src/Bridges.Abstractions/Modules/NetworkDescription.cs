namespace Bridges.Abstractions;

/// <summary>A network as people know it.</summary>
/// <param name="Id">Lower-case ASCII letters and digits; part of every ghost's user id.</param>
public sealed record NetworkDescription(NetworkId Id, string DisplayName, string Website);
