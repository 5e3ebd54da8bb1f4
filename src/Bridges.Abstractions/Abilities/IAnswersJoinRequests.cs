namespace Bridges.Abstractions;

/// <summary>The account can let in those who ask, or refuse them.</summary>
public interface IAnswersJoinRequests
{
    Task AnswerJoinRequestAsync(ChatKey chat, RemoteUserId user, bool accept, CancellationToken cancellationToken);
}
