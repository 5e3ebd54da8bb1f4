using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>A person who has another id since.</summary>
/// <param name="IsJoined">Their new ghost is in the rooms of the old one, which has gone.</param>
public sealed record MovedPerson(NetworkId Network, RemoteUserId From, RemoteUserId To, bool IsJoined);
