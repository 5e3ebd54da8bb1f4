namespace Bridges.Abstractions;

/// <summary>
/// The account can let in those who ask to join a group, or refuse them. Called for the commands <c>accept</c> and <c>refuse</c>, and where a member of
/// the room lets in or turns away somebody who knocks there; what the network refuses is told there with the exception's text.
/// </summary>
public interface IAnswersJoinRequests
{
    Task AnswerJoinRequestAsync(ChatKey chat, RemoteUserId user, bool accept, CancellationToken cancellationToken);
}
