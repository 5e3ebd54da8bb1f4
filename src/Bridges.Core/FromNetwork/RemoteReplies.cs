using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Lanes;
using Bridges.Core.Media;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>Finds on Matrix what a remote message answers. What the room does not have, since it is older than it, is asked for: without it the answer says little.</summary>
internal sealed class RemoteReplies(RemoteTargets targets, TimeProvider time)
{
    private const int LongestExcerpt = 200;

    /// <summary>What is said now waits behind it.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    /// <summary>For how long an account that did not answer is not asked again: each question would hold its chat up.</summary>
    private static readonly TimeSpan _rest = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(NetworkId, AccountId), DateTimeOffset> _failed = new();

    /// <returns>What it answers, where the room has it; and the message, with the beginning of what the room does not have.</returns>
    public async Task<(MessageRow? Answered, RemoteMessage Message)> FindAsync(
        RunningAccount account, PortalRow portal, RemoteMessage message, LaneContext lane, CancellationToken cancellationToken)
    {
        if (message.ReplyTo is not { } reply)
        {
            return (null, message);
        }

        var rows = await targets.FindAsync(portal, reply.Message, lane, cancellationToken);
        if (rows.Count > 0)
        {
            return (rows[0], message);
        }

        var excerpt = reply is { Quote: null, Excerpt: null, OtherChat: null } && account.Account is IReadsMessages reader && !IsResting(account)
            ? await ExcerptAsync(account, reader, message.Chat, reply.Message, cancellationToken)
            : reply.Excerpt;
        return (null, message with { ReplyTo = reply with { Excerpt = excerpt } });
    }

    private bool IsResting(RunningAccount account) =>
        _failed.TryGetValue((account.Network, account.Id), out var failed) && time.GetUtcNow() - failed < _rest;

    private async Task<string?> ExcerptAsync(RunningAccount account, IReadsMessages reader, ChatKey chat, RemoteMessageId message, CancellationToken cancellationToken)
    {
        try
        {
            var content = await ModuleCalls.RunAsync(() => reader.ReadMessageAsync(chat, message, cancellationToken), _patience, time, cancellationToken);
            return WordsOf(content) is { Length: > 0 } words ? Shorten(words) : null;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            _failed[(account.Network, account.Id)] = time.GetUtcNow();
            return null;
        }
    }

    private static string Shorten(string words) =>
        words.Length <= LongestExcerpt ? words : $"{words[..(char.IsHighSurrogate(words[LongestExcerpt - 1]) ? LongestExcerpt - 1 : LongestExcerpt)]}…";

    /// <summary>Nothing of what is hidden.</summary>
    private static string? WordsOf(MessageContent? content) => content switch
    {
        TextContent text => PlainBody.Write(text.Text, withAddresses: false),
        MediaContent { Caption: { Text.Length: > 0 } caption } => PlainBody.Write(caption, withAddresses: false),
        MediaContent media => MediaWords.Of(media.Kind),
        PollContent poll => poll.Question.Text,
        LocationContent { Name: { } place } => place,
        UnsupportedContent other => other.Description,
        _ => null,
    };
}
