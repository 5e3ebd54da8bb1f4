using System.Text.Json.Nodes;
using Bridges.Abstractions;

namespace Bridges.Core.Rooms;

/// <summary>The state that tells clients what a room mirrors (MSC2346), under its stable and unstable names.</summary>
internal sealed class BridgeInformation(CoreOptions options, NetworkCatalog networks)
{
    public static IReadOnlyList<string> EventTypes { get; } = ["m.bridge", "uk.half-shot.bridge"];

    public string StateKeyOf(NetworkId network) => $"{options.ServerName}/{options.ApplicationServiceId}/{network}";

    public JsonObject Content(NetworkId network, ChatKey chat, string? chatName)
    {
        var content = new JsonObject
        {
            ["bridgebot"] = options.Bot.Value,
            ["creator"] = options.Bot.Value,
            ["protocol"] = new JsonObject
            {
                ["id"] = network.Value,
                ["displayname"] = networks.NameOf(network),
                ["external_url"] = networks.Find(network)?.Description.Website,
            },
            ["channel"] = new JsonObject { ["id"] = chat.Chat.Value, ["displayname"] = chatName },
        };
        if (chat.Receiver is { } receiver)
        {
            content["channel"]!["bridges.receiver"] = receiver.Value;
        }

        return content;
    }

    /// <summary>Which chat the content tells of; null where it is not ours to read.</summary>
    public static (NetworkId Network, ChatKey Chat)? Read(JsonObject? content)
    {
        if (Text(content?["protocol"]?["id"]) is not { } network || Text(content?["channel"]?["id"]) is not { } chat)
        {
            return null;
        }

        var receiver = Text(content?["channel"]?["bridges.receiver"]);
        return (new NetworkId(network), new ChatKey(new RemoteChatId(chat), receiver is null ? null : new AccountId(receiver)));
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
