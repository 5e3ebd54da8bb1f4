namespace Bridges.Abstractions;

/// <summary>The account can vote in polls.</summary>
public interface IVotesInPolls
{
    /// <summary>Replaces the account's vote; called in the chat's order, and perhaps again after a crash. <see cref="BridgeException"/> where it may not be changed (quizzes), told to the voter.</summary>
    Task VoteAsync(OutgoingVote vote, CancellationToken cancellationToken);
}
