using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>A file of a network that lies in the homeserver's media store.</summary>
/// <param name="Key">The network's name of the bytes, and the form they were given.</param>
/// <param name="Details">What is known of it, as JSON.</param>
/// <param name="CreatedAt">Unix milliseconds.</param>
public sealed record CarriedFileRow(NetworkId Network, string Key, string Mxc, string Details, long CreatedAt);
