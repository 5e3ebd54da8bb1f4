namespace Bridges.Abstractions;

/// <summary>
/// The chat's name, topic, picture, members, timer or rights changed. It carries no values: the host asks the account for
/// the chat as it is now. Changes that follow closely are answered by one question.
/// </summary>
public sealed record RemoteChatChange : RemoteEvent
{
    /// <summary>Who gave the chat the <see cref="Look"/> that it has now; null where the network does not say.</summary>
    public RemoteUserId? Sender { get; init; }

    /// <summary>
    /// What <see cref="Sender"/> changed of it: the room shows that under their name, as long as they are in the chat. Where several changed the
    /// same one after the other, the last who is told of counts. None by default: then the bot shows it.
    /// </summary>
    public ChatLook Look { get; init; }

    public override string? DeduplicationKey => null;
}
