namespace Bridges.Abstractions;

/// <summary>
/// The account can ask the network for single messages. For networks whose library may show a history with holes: what is missing in
/// one counts as deleted only if this says so.
/// </summary>
public interface IChecksMessages
{
    /// <summary>Those that are not there any more. Called where it is looked for what was missed; where it throws, none of them counts as deleted yet.</summary>
    Task<IReadOnlySet<RemoteMessageId>> FindGoneAsync(ChatKey chat, IReadOnlyList<RemoteMessageId> messages, CancellationToken cancellationToken);
}
