namespace Bridges.Abstractions;

/// <summary>
/// The chat's name, topic, picture, members or rights changed. It carries no values: the host asks the account for the
/// chat as it is now, so that many changes cost one look.
/// </summary>
public sealed record RemoteChatChange : RemoteEvent
{
    public override string? DeduplicationKey => null;
}
