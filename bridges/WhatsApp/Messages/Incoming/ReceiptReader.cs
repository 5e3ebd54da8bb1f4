using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;

namespace Bridges.WhatsApp.Messages.Incoming;

/// <summary>What receivers, or the account's own other devices, have got and read.</summary>
internal static class ReceiptReader
{
    public static IReadOnlyList<RemoteEvent> Read(ChatKey chat, JsonElement happened)
    {
        if (happened.Text("reader") is not { Length: > 0 } reader)
        {
            return [];
        }

        var ids = happened.Texts("ids").Select(id => new RemoteMessageId(id)).ToList();
        var user = new RemoteUserId(reader);
        return happened.Text("what") switch
        {
            "read" when ids is [.., var last] =>
                [new RemoteReadReceipt { Chat = chat, Timestamp = happened.Time("at"), Reader = user, FromSelf = happened.Flag("mine"), UpTo = last }],
            "delivered" when !happened.Flag("mine") && ids.Count > 0 => [State(MessageState.Delivered)],
            "played" when !happened.Flag("mine") && ids.Count > 0 => [State(MessageState.Played)],
            _ => [],
        };

        RemoteMessageState State(MessageState state) => new() { Chat = chat, Timestamp = happened.Time("at"), Messages = ids, Receiver = user, State = state };
    }
}
