namespace Bridges.Abstractions;

/// <summary>
/// One login of one Matrix user on a network. Abilities beyond these are optional interfaces (see the folder
/// <c>Abilities</c>): the interface <em>is</em> the capability.
/// </summary>
/// <remarks>
/// Order: <see cref="StartAsync"/> once, then any other member from any thread, then
/// <see cref="IAsyncDisposable.DisposeAsync"/> once. Calls for one chat never overlap; calls for different chats do.
/// Members throw <see cref="BridgeException"/> for every expected failure.
/// </remarks>
public interface IAccount : IAsyncDisposable
{
    AccountId Id { get; }

    /// <summary>The account's own id as a member of chats.</summary>
    RemoteUserId Self { get; }

    /// <summary>
    /// Begins to connect, and to tell the host of events. Returns before the network is reached; how it goes is told
    /// through <see cref="IAccountHost.ReportState"/>. Trouble with the network is no exception here.
    /// </summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Hands a message to the network; completes when the network has it.</summary>
    Task<SentMessage> SendAsync(OutgoingMessage message, CancellationToken cancellationToken);

    /// <summary>The chat as it is now.</summary>
    Task<ChatDetails> GetChatAsync(ChatKey chat, CancellationToken cancellationToken);

    /// <summary>The person as they are now.</summary>
    Task<UserDetails> GetUserAsync(RemoteUserId user, CancellationToken cancellationToken);

    /// <summary>Ends the login on the network itself and erases what the module keeps of it.</summary>
    Task LogoutAsync(CancellationToken cancellationToken);
}
