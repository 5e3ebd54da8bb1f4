using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Tests.Beds;

/// <summary>TDLib's objects as it writes them.</summary>
internal static class TdObjects
{
    public static JsonElement Parse(string json) => JsonSerializer.Deserialize<JsonElement>(json);

    public static string UpdateUser(long id, string firstName, string? username = null, bool haveAccess = true) =>
        UpdateUser(id, firstName, username is null ? [] : [username], haveAccess);

    public static string UpdateUser(long id, string firstName, string[] usernames, bool haveAccess = true, string type = "userTypeRegular")
    {
        var user = new JsonObject
        {
            ["@type"] = "user",
            ["id"] = id,
            ["first_name"] = firstName,
            ["last_name"] = "",
            ["have_access"] = haveAccess,
            ["type"] = new JsonObject { ["@type"] = type },
            ["usernames"] = usernames is [] ? null : new JsonObject { ["active_usernames"] = new JsonArray([.. usernames.Select(name => JsonValue.Create(name))]) },
        };
        return new JsonObject { ["@type"] = "updateUser", ["user"] = user }.ToJsonString();
    }

    public static JsonObject Chat(long id, string title = "Frida") => new()
    {
        ["@type"] = "chat",
        ["id"] = id,
        ["title"] = title,
        ["type"] = id switch
        {
            > 0 => new JsonObject { ["@type"] = "chatTypePrivate", ["user_id"] = id },
            > -1_000_000_000_000 => new JsonObject { ["@type"] = "chatTypeBasicGroup", ["basic_group_id"] = -id },
            _ => new JsonObject { ["@type"] = "chatTypeSupergroup", ["supergroup_id"] = -1_000_000_000_000 - id, ["is_channel"] = false },
        },
        ["permissions"] = new JsonObject { ["can_send_basic_messages"] = true },
    };

    /// <param name="id">The server's number.</param>
    public static JsonObject Message(long id, string text, long chat = FakeNetwork.Friend, long sender = FakeNetwork.Friend) => new()
    {
        ["@type"] = "message",
        ["id"] = id << 20,
        ["chat_id"] = chat,
        ["date"] = 1_700_000_000 + id,
        ["is_outgoing"] = sender == FakeNetwork.Self,
        ["sender_id"] = new JsonObject { ["@type"] = "messageSenderUser", ["user_id"] = sender },
        ["content"] = new JsonObject
        {
            ["@type"] = "messageText",
            ["text"] = new JsonObject { ["@type"] = "formattedText", ["text"] = text, ["entities"] = new JsonArray() },
        },
    };

    public static string Update(string type, params (string Name, JsonNode? Value)[] fields)
    {
        var update = new JsonObject { ["@type"] = type };
        foreach (var (name, value) in fields)
        {
            update[name] = value;
        }

        return update.ToJsonString();
    }

    /// <summary>A state with some users.</summary>
    public static TdState State(params (long Id, string Name, string? Username)[] users)
    {
        var state = new TdState();
        foreach (var (id, name, username) in users)
        {
            state.Apply(Parse(UpdateUser(id, name, username)));
        }

        return state;
    }
}
