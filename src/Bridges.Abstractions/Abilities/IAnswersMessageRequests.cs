namespace Bridges.Abstractions;

/// <summary>The account can accept a stranger's chat (<see cref="ChatDetails.IsMessageRequest"/>) or turn it away.</summary>
public interface IAnswersMessageRequests
{
    /// <summary>Called by command, and before the first message of the account's user into such a chat.</summary>
    Task AcceptRequestAsync(ChatKey chat, CancellationToken cancellationToken);

    Task RefuseRequestAsync(ChatKey chat, bool block, CancellationToken cancellationToken);
}
