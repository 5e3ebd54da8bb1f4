namespace Bridges.Abstractions;

/// <summary>
/// Everybody who has a reaction on a message now; the host takes back what it shows of others. Told where somebody may have taken theirs back
/// while nobody listened: later changes are told by <see cref="RemoteReactions"/>. What users of the bridge put themselves goes only where it was on the network before then.
/// </summary>
public sealed record RemoteReactors : RemoteEvent
{
    public required RemoteMessageId Target { get; init; }

    public required IReadOnlyList<RemoteUserId> People { get; init; }

    /// <summary>When listening began: a reaction that was put since then is never taken back by this.</summary>
    public required DateTimeOffset Since { get; init; }

    public override string? DeduplicationKey => null;
}
