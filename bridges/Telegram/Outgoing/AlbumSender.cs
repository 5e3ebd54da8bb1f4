using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Errors;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Outgoing;

/// <summary>
/// Sends several files as one. Telegram puts photos and videos together, files with files and music with music, ten at most; what does not go together
/// becomes an album, or a message, of its own. Each item has a fate of its own.
/// </summary>
internal sealed class AlbumSender(AccountSession session, SendWaiter waiter)
{
    public const int MostItems = 10;

    public async Task<SentMessage> SendAsync(AlbumContent album, DraftedMessage drafted, NamedFiles files, CancellationToken cancellationToken)
    {
        var sent = new List<JsonElement>();
        var refused = new List<RefusedItem>();
        var failures = new List<TdException>();
        foreach (var run in Runs(album, drafted.Drafts))
        {
            foreach (var (index, message, failure) in await SendRunAsync(run, files, cancellationToken))
            {
                if (message is { } arrived)
                {
                    sent.Add(arrived);
                }
                else
                {
                    failures.Add(failure!);
                    refused.Add(new RefusedItem(index, TelegramErrors.Translate(failure!).Message));
                }
            }
        }

        return sent.Count > 0
            ? SentMessages.Of(sent) with { PollOptions = [], Refused = refused }
            : throw failures[0];
    }

    /// <summary>Items that go together, with their places in the album.</summary>
    private static IEnumerable<List<(int Index, Draft Draft)>> Runs(AlbumContent album, IReadOnlyList<Draft> drafts)
    {
        var run = new List<(int Index, Draft Draft)>();
        int? group = null;
        for (var index = 0; index < album.Items.Count && index < drafts.Count; index++)
        {
            var own = GroupOf(album.Items[index].Kind);
            if (run.Count > 0 && (own != group || own is null || run.Count == MostItems))
            {
                yield return run;
                run = [];
            }

            group = own;
            run.Add((index, drafts[index]));
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }

    /// <returns>Null for what goes with nothing else.</returns>
    private static int? GroupOf(MediaKind kind) => kind switch
    {
        MediaKind.Image or MediaKind.Video => 0,
        MediaKind.File => 1,
        MediaKind.Audio => 2,
        _ => null,
    };

    /// <summary>Where TDLib is refused one file of an album it sends none: the others then go without it.</summary>
    private async Task<IReadOnlyList<SentItem>> SendRunAsync(List<(int Index, Draft Draft)> run, NamedFiles files, CancellationToken cancellationToken)
    {
        var done = new List<SentItem>();
        for (var left = run; ;)
        {
            var sent = await SendTogetherAsync(left, cancellationToken);
            var heldBack = sent.Where(item => item.IsHeldBack).Select(item => item.Index).ToHashSet();
            if (heldBack.Count == 0 || heldBack.Count == left.Count)
            {
                return [.. done.Concat(sent).OrderBy(item => item.Index)];
            }

            done.AddRange(sent.Where(item => !item.IsHeldBack));
            left = [.. left.Where(item => heldBack.Contains(item.Index))];

            // What was brought up for an album that was not sent may be gone from the server, and TDLib would refer to it.
            files.Renew();
        }
    }

    private async Task<IReadOnlyList<SentItem>> SendTogetherAsync(List<(int Index, Draft Draft)> run, CancellationToken cancellationToken)
    {
        var client = await session.ConnectedClientAsync(cancellationToken);
        List<JsonElement> pending;
        try
        {
            pending = await BeginAsync(run, client, cancellationToken);
        }
        catch (TdException exception)
        {
            return [.. run.Select(item => new SentItem(item.Index, Message: null, exception))];
        }

        return await Task.WhenAll(run.Zip(pending, (item, message) => FateAsync(client, item.Index, message, cancellationToken)));
    }

    private async Task<List<JsonElement>> BeginAsync(List<(int Index, Draft Draft)> run, TdClient client, CancellationToken cancellationToken)
    {
        var first = run[0].Draft;
        if (run.Count == 1)
        {
            return [await session.RequestAsync(first.ToRequest(client.State), cancellationToken)];
        }

        var request = TdJson.Request(
            "sendMessageAlbum",
            ("chat_id", first.Chat),
            ("topic_id", first.Reply?.Topic?.DeepClone()),
            ("reply_to", first.Reply?.ToJson()),
            ("options", SendOptions.Of(first.IsSilent)),
            ("input_message_contents", new JsonArray([.. run.Select(item => (JsonNode)item.Draft.ToContent(client.State))])));
        return [.. (await session.RequestAsync(request, cancellationToken)).Items("messages")];
    }

    private async Task<SentItem> FateAsync(TdClient client, int index, JsonElement pending, CancellationToken cancellationToken)
    {
        try
        {
            return new SentItem(index, SendOutcomes.IsPending(pending) ? await waiter.WaitAsync(client, pending, progress: null, cancellationToken) : pending, Failure: null);
        }
        catch (TdException exception)
        {
            return new SentItem(index, Message: null, exception);
        }
    }

    /// <summary>What became of one item: a message, or why not.</summary>
    private sealed record SentItem(int Index, JsonElement? Message, TdException? Failure)
    {
        /// <summary>Nothing was wrong with it.</summary>
        public bool IsHeldBack => Failure?.Message == "Group send failed";
    }
}
