using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Signal.Backend;

namespace Bridges.Signal.Chats;

/// <summary>How the user keeps a chat, written to the storage service, where the phone reads it.</summary>
internal sealed class ChatSettings(EngineAccount engine, TimeProvider time)
{
    /// <summary>What no clock reaches, as a number that JSON's readers keep.</summary>
    private const long ForEver = (1L << 53) - 1;

    public async Task WriteAsync(RemoteChatSettings settings, CancellationToken cancellationToken)
    {
        var change = new JsonObject();
        Add(change, "archived", settings.IsArchived);
        Add(change, "pinned", settings.IsFavourite);
        Add(change, "markedUnread", settings.IsMarkedUnread);
        if (settings.MutedUntil is { } until)
        {
            change["mutedUntil"] = until == DateTimeOffset.MaxValue ? ForEver : until <= time.GetUtcNow() ? 0 : until.ToUnixTimeMilliseconds();
        }

        if (change.Count > 0)
        {
            await engine.AskAsync("settings.change", new JsonObject { ["chat"] = settings.Chat.Chat.Value, ["change"] = change }, cancellationToken);
        }
    }

    private static void Add(JsonObject change, string name, bool? value)
    {
        if (value is { } given)
        {
            change[name] = given;
        }
    }
}
