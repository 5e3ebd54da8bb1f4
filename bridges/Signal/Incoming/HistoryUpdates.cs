using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;

namespace Bridges.Signal.Incoming;

/// <summary>What the history tells of a chat beside its messages, as notices among them: calls, what happened in a group, timers, names.</summary>
internal static class HistoryUpdates
{
    /// <summary>Everybody who is named.</summary>
    public static IEnumerable<string> Named(JsonElement line) => line.Items("notes").SelectMany(note => new[] { note.Text("by"), note.Text("who") }).OfType<string>();

    /// <summary>Null where nothing would be shown.</summary>
    public static RemoteMessage? Read(JsonElement line, AccountId account, bool showCalls, Func<string, string> nameOf)
    {
        if (line.Text("chat") is not { } chat || line.Text("sender") is not { } author || line.Number("timestamp") is not { } timestamp)
        {
            return null;
        }

        var said = line.Text("call") is { } call ? (showCalls ? ReadCall(line, call, account, author, timestamp) : null) : ReadNotes(line, author, timestamp, nameOf);
        return said is not var (sender, id, content) ? null : new RemoteMessage
        {
            Chat = RemoteIds.Chat(chat, line.Flag("isGroup"), account),
            Id = new RemoteMessageId(id),
            Timestamp = RemoteIds.Time(timestamp),
            Sender = new RemoteUserId(sender),
            FromSelf = sender == account.Value,
            Parts = [new MessagePart("", content)],
        };
    }

    /// <summary>What happened at once is one notice, under the name of who did it.</summary>
    private static (string Sender, string Id, MessageContent Content)? ReadNotes(JsonElement line, string author, long timestamp, Func<string, string> nameOf)
    {
        var notes = line.Items("notes").Select(note => (Note: note, Sentence: GroupNotices.Sentence(note, nameOf))).Where(note => note.Sentence is not null).ToList();
        return notes.Count == 0 ? null : (
            notes[0].Note.Text("by") ?? notes[0].Note.Text("who") ?? author,
            $"{notes[0].Note.Text("what")}.{author}.{timestamp}",
            new TextContent(RichText.Plain(string.Join('\n', notes.Select(note => note.Sentence)))) { Manner = TextManner.Notice });
    }

    /// <summary>One that was told live, too, has the same name there.</summary>
    private static (string Sender, string Id, MessageContent Content)? ReadCall(JsonElement line, string call, AccountId account, string author, long timestamp)
    {
        var isGroup = call == "group";
        var sender = isGroup ? author : call == "outgoing" ? account.Value : line.Text("chat")!;
        var id = RemoteIds.Call(isGroup ? "group" : sender, line.Text("callId") ?? $"{timestamp}").Value;
        var state = line.Text("outcome") switch { "missed" => CallState.Missed, "declined" => CallState.Declined, _ => CallState.Ended };
        return (sender, id, call == "outgoing"
            ? CallReader.Outgoing(line.Flag("video"), isAnswered: state == CallState.Ended)
            : new CallContent(state) { IsGroup = isGroup, IsVideo = line.Flag("video"), Duration = line.Number("seconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : null });
    }
}
