using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.Signal.Backend;

namespace Bridges.Signal.Outgoing;

/// <summary>Hands messages and edits to the engine and reads what became of them at each receiver.</summary>
internal sealed class MessageSender(EngineAccount engine, MessageWriter writer, Func<RemoteUserId, CancellationToken, Task<UserDetails>> readPerson)
{
    public async Task<SentMessage> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var content = await writer.WriteAsync(message.Content, cancellationToken);
        if (message.ReplyTo is { OtherChat: null } reply)
        {
            var (author, timestamp) = RemoteIds.Parse(reply.Message);
            content["quote"] = new JsonObject { ["author"] = author, ["timestamp"] = timestamp, ["text"] = reply.Quote ?? reply.Excerpt ?? "" };
        }

        var answer = await engine.DeliverAsync("send", message.Delivery, message.Chat, new JsonObject { ["message"] = content }, cancellationToken);
        var sentAt = answer.Number("timestamp") ?? throw BridgeException.Transient("The Signal engine did not say when it sent.", Certainty.Uncertain);
        return new SentMessage([RemoteIds.Message(engine.Self.Value, sentAt)], RemoteIds.Time(sentAt))
        {
            PollOptions = message.Content is PollContent poll ? [.. poll.Options.Select((_, index) => index.ToString(CultureInfo.InvariantCulture))] : [],
            Remark = await CheckAsync(answer, cancellationToken),
        };
    }

    public async Task<long> EditAsync(OutgoingEdit edit, CancellationToken cancellationToken)
    {
        var (author, target) = RemoteIds.Parse(edit.Targets[0]);
        if (author != engine.Self.Value)
        {
            throw BridgeException.Permanent("Only its author can edit a message on Signal.");
        }

        // Signal's apps offer to edit none of these.
        if (edit.Content is PollContent or ContactsContent or StickerContent or VoiceContent)
        {
            throw BridgeException.Permanent("Signal does not let messages of this kind be changed.");
        }

        var content = await writer.WriteAsync(edit.Content, cancellationToken);
        var answer = await engine.DeliverAsync("edit", edit.Delivery, edit.Chat, new JsonObject { ["target"] = target, ["message"] = content }, cancellationToken);
        await CheckAsync(answer, cancellationToken);
        return answer.Number("timestamp") ?? 0;
    }

    public async Task DeleteAsync(OutgoingDeletion deletion, CancellationToken cancellationToken)
    {
        foreach (var (message, index) in deletion.Targets.Select((message, index) => (message, index)))
        {
            var (author, target) = RemoteIds.Parse(message);
            var part = new DeliveryId(string.Create(CultureInfo.InvariantCulture, $"{deletion.Delivery}/{index}"));
            await CheckAsync(await engine.DeliverAsync("delete", part, deletion.Chat, new JsonObject { ["author"] = author, ["target"] = target }, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Something small about a message: a reaction, a vote, a pin.</summary>
    public async Task PointAsync(string method, DeliveryId delivery, ChatKey chat, RemoteMessageId message, JsonObject more, CancellationToken cancellationToken)
    {
        var (author, target) = RemoteIds.Parse(message);
        more["author"] = author;
        more["target"] = target;
        await CheckAsync(await engine.DeliverAsync(method, delivery, chat, more, cancellationToken), cancellationToken);
    }

    /// <returns>Who of a group did not get it; null where everybody did.</returns>
    /// <exception cref="BridgeException">Nobody got it.</exception>
    private async Task<string?> CheckAsync(JsonElement answer, CancellationToken cancellationToken)
    {
        var outcomes = answer.Items("outcomes").ToList();
        var failed = outcomes.Where(outcome => !outcome.Flag("ok")).ToList();
        if (failed.Count == 0)
        {
            return null;
        }

        if (failed.Count == outcomes.Count)
        {
            // Where something may still work, the message is tried again as a whole.
            var failures = failed.Select(outcome => engine.Errors.Translate(outcome.Object("failure") ?? default)).ToList();
            throw failures.FirstOrDefault(failure => failure.Kind == FailureKind.Transient) ?? failures[0];
        }

        var names = new List<string>();
        foreach (var outcome in failed.Take(5))
        {
            names.Add((await readPerson(new RemoteUserId(outcome.Text("recipient") ?? ""), cancellationToken)).Name);
        }

        var others = failed.Count > names.Count ? $" and {failed.Count - names.Count} others" : "";
        return $"All others got it, but not {string.Join(", ", names)}{others}.";
    }
}
