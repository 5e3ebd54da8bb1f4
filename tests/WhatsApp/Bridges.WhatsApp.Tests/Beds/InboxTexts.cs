using System.Text.Json;
using Bridges.Engines.Json;

namespace Bridges.WhatsApp.Tests.Beds;

/// <summary>What somebody reads on the phone: texts, with edits and deletions applied.</summary>
internal static class InboxTexts
{
    public static IReadOnlyList<string> Of(IEnumerable<JsonElement> inbox)
    {
        var texts = new List<(string Id, string Text)>();
        foreach (var received in inbox)
        {
            var message = received.GetProperty("message");
            var id = received.GetProperty("id").GetString()!;
            if (message.Object("protocolMessage") is { } change && change.Object("key")?.Text("id") is { } target)
            {
                var index = texts.FindIndex(text => text.Id == target);
                if (index >= 0 && change.Object("editedMessage") is { } edited)
                {
                    texts[index] = (target, Text(edited) ?? "");
                }
                else if (index >= 0)
                {
                    texts.RemoveAt(index);
                }
            }
            else if (Text(message) is { } text && !texts.Exists(known => known.Id == id))
            {
                // As phones do, a message is shown once.
                texts.Add((id, text));
            }
        }

        return [.. texts.Select(text => text.Text)];
    }

    public static string? Text(JsonElement message) => message.Text("conversation") ?? message.Object("extendedTextMessage")?.Text("text");
}
