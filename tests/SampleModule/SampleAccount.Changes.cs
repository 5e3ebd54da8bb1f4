using Bridges.Abstractions;

namespace Bridges.SampleModule;

/// <summary>What can be done to messages: edits, deletions, reactions, votes, pins, buttons.</summary>
internal sealed partial class SampleAccount
    : IEditsMessages, IDeletesMessages, IReacts, IVotesInPolls, IEndsPolls, IPinsMessages, IPressesChoices, ISendsPlayedReceipts, ISendsViewOnce
{
    private long _lastEdit;

    public async Task<long> EditAsync(OutgoingEdit edit, CancellationToken cancellationToken)
    {
        if (!_friend.Edit(edit.Targets[0], edit.Content))
        {
            throw BridgeException.Permanent("The sample network does not know this message.");
        }

        await TellAsync(edit.Chat, $"you changed {edit.Targets[0]}", cancellationToken);
        return Interlocked.Increment(ref _lastEdit);
    }

    public Task DeleteAsync(OutgoingDeletion deletion, CancellationToken cancellationToken)
    {
        _friend.Delete(deletion.Targets);
        return TellAsync(deletion.Chat, $"you deleted {deletion.Targets[0]}", cancellationToken);
    }

    public Task<ReactionRules> GetReactionRulesAsync(ChatKey chat, CancellationToken cancellationToken) =>
        Task.FromResult(new ReactionRules { MaximumPerPerson = 3 });

    public Task ReactAsync(OutgoingReactions reactions, CancellationToken cancellationToken) => TellAsync(
        reactions.Chat, $"you react to {reactions.Target}: {string.Join(' ', reactions.Reactions.Select(reaction => reaction.Key))}", cancellationToken);

    public Task VoteAsync(OutgoingVote vote, CancellationToken cancellationToken) =>
        TellAsync(vote.Chat, $"you vote in {vote.Poll}: {string.Join(' ', vote.Options)}", cancellationToken);

    public Task EndPollAsync(DeliveryId delivery, ChatKey chat, RemoteMessageId poll, CancellationToken cancellationToken) =>
        TellAsync(chat, $"you ended {poll}", cancellationToken);

    public Task PinAsync(OutgoingPin pin, CancellationToken cancellationToken) =>
        TellAsync(pin.Chat, $"you {(pin.IsPinned ? "pinned" : "unpinned")} {pin.Message}", cancellationToken);

    public async Task<string?> PressAsync(DeliveryId delivery, ChatKey chat, RemoteMessageId message, MessageChoice choice, CancellationToken cancellationToken)
    {
        await TellAsync(chat, $"you pressed {choice.Id}", cancellationToken);
        return $"{choice.Label} it is.";
    }

    public Task MarkPlayedAsync(ChatKey chat, RemoteMessageId message, CancellationToken cancellationToken) =>
        TellAsync(chat, $"you listened to {message}", cancellationToken);

    public IReadOnlyList<MediaKind> ViewOnceKinds(ChatKey chat) => [MediaKind.Image, MediaKind.Video, MediaKind.Voice];
}
