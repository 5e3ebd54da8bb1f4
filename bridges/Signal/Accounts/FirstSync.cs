using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.Signal.Backend;
using Bridges.Signal.Chats;
using Bridges.Signal.Incoming;

namespace Bridges.Signal.Accounts;

/// <summary>What a new login asks its phone for: contacts and settings, and the history where it was offered.</summary>
internal sealed class FirstSync(EngineAccount engine, HistoryReader reader, AccountSession session, IAccountHost host, LongTexts longTexts, ChatReader chats, string folder)
{
    private const string Gap =
        "Linked again; your rooms go on. What was said since the old link ended is in the Signal app only: Signal gives a new link nothing of before, unless the phone sends its history along.";

    private const int Piece = 200;

    private static readonly TimeSpan HistoryPatience = TimeSpan.FromMinutes(7);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (session.Secret.IsNew)
        {
            await engine.AskAsync("sync", [], cancellationToken);
            await session.SaveAsync(now => now with { IsNew = false }, cancellationToken);
        }

        if (session.Secret.HasHistory)
        {
            var isTaken = await TakeHistoryAsync(cancellationToken);
            await session.SaveAsync(now => now with { HasHistory = false, HasGap = now.HasGap && !isTaken }, cancellationToken);
        }

        if (session.Secret.HasGap)
        {
            host.Notify(Gap);
            await session.SaveAsync(now => now with { HasGap = false }, cancellationToken);
        }
    }

    private async Task<bool> TakeHistoryAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, "history.jsonl");
        try
        {
            var answer = await engine.AskAsync("history", new JsonObject { ["file"] = file }, cancellationToken, HistoryPatience);
            if (answer.Text("reason") is not null)
            {
                return false;
            }

            await PushAsync(file, cancellationToken);
            return true;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The newest chats first, one after the other, so that memory holds one chat at most.</summary>
    private async Task PushAsync(string path, CancellationToken cancellationToken)
    {
        var file = await HistoryFile.OpenAsync(path, cancellationToken);
        foreach (var chat in file.Chats)
        {
            await PushChatAsync(file.ReadAsync(chat, cancellationToken), cancellationToken);
        }
    }

    private async Task PushChatAsync(IAsyncEnumerable<JsonElement> lines, CancellationToken cancellationToken)
    {
        var messages = new List<RemoteMessage>();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var line in lines)
        {
            foreach (var person in HistoryReader.Named(line).Where(person => !names.ContainsKey(person)))
            {
                names[person] = (await chats.ReadPersonAsync(new RemoteUserId(person), cancellationToken)).Name;
            }

            if (reader.Read(await longTexts.CompleteAsync(line, cancellationToken), person => names.GetValueOrDefault(person, "Signal user")) is { } message)
            {
                messages.Add(message with { Responses = [.. HistoryResponses.Read(line, message)] });
            }
        }

        if (messages.Count == 0)
        {
            return;
        }

        messages.Sort((a, b) => a.Timestamp.CompareTo(b.Timestamp));
        var last = messages[^1];
        var summary = new ChatSummary(last.Chat, Name: null, last.Id, last.Timestamp);
        for (var end = messages.Count; end > 0; end -= Piece)
        {
            var start = Math.Max(0, end - Piece);
            await host.ReceiveHistoryAsync(new RemoteHistory(summary, messages[start..end], IsLast: start == 0), cancellationToken);
        }
    }
}
