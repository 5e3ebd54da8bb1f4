namespace Bridges.Abstractions;

/// <summary>
/// The chat's name, topic, picture, members, timer or rights changed. It carries no values: the host asks the account for
/// the chat as it is now. Changes that follow closely are answered by one question.
/// </summary>
public sealed record RemoteChatChange : RemoteEvent
{
    public override string? DeduplicationKey => null;
}
