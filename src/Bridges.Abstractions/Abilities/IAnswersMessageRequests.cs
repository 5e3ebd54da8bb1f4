namespace Bridges.Abstractions;

/// <summary>The account can accept a stranger's chat (<see cref="ChatDetails.IsMessageRequest"/>) or turn it away.</summary>
public interface IAnswersMessageRequests
{
    /// <summary>Called for the command <c>accept</c> in the chat's room. Writing into such a chat does not call it: where that accepts it on the network, it does so by itself.</summary>
    Task AcceptRequestAsync(ChatKey chat, CancellationToken cancellationToken);

    /// <summary>Called for the command <c>refuse</c> in the chat's room.</summary>
    /// <param name="block">Keep them from asking again.</param>
    Task RefuseRequestAsync(ChatKey chat, bool block, CancellationToken cancellationToken);
}
