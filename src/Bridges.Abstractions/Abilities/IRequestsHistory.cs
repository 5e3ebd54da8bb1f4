namespace Bridges.Abstractions;

/// <summary>
/// Older messages can be asked for; they come by <see cref="IAccountHost.ReceiveHistoryAsync"/>, perhaps much later. Called when the user asks for a
/// chat's past and <see cref="IReadsHistory"/>, where the account has it, gives less than that. Of what comes, the host takes the newest that are older than all
/// it has, as many as were asked for.
/// </summary>
public interface IRequestsHistory
{
    /// <summary>Returns when the network was asked. A <see cref="BridgeException"/> is shown to the user.</summary>
    /// <param name="before">The oldest message that is there; null where none is.</param>
    Task RequestHistoryAsync(ChatKey chat, RemoteMessageId? before, int limit, CancellationToken cancellationToken);
}
