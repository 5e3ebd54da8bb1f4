using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.Telegram.Simulator.Tests.Client;

/// <summary>Shorthand for the parts of TDLib's objects that the tests look at.</summary>
internal static class ClientJson
{
    public static string Type(this JsonElement value) => value.GetProperty("@type").GetString()!;

    public static long Long(this JsonElement value, string name) => value.GetProperty(name).GetInt64();

    public static string Text(this JsonElement value, string name) => value.GetProperty(name).GetString()!;

    public static JsonElement Get(this JsonElement value, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            value = value.GetProperty(name);
        }

        return value;
    }

    /// <summary>A text message's text; empty for other content.</summary>
    public static string MessageText(this JsonElement message)
    {
        var content = message.GetProperty("content");
        return content.Type() == "messageText" ? content.Get("text").Text("text") : "";
    }

    public static JsonObject TextContent(string text, JsonArray? entities = null) => new()
    {
        ["@type"] = "inputMessageText",
        ["text"] = new JsonObject { ["@type"] = "formattedText", ["text"] = text, ["entities"] = entities ?? [] },
    };

    public static JsonObject Object(string type, params ReadOnlySpan<(string Name, JsonNode? Value)> fields)
    {
        var made = new JsonObject { ["@type"] = type };
        foreach (var (name, value) in fields)
        {
            made[name] = value;
        }

        return made;
    }

    public static JsonObject Formatted(string text) => Object("formattedText", ("text", text));

    public static JsonObject LocalFile(string path) => Object("inputFileLocal", ("path", path));

    public static JsonObject Entity(int offset, int length, string type, string? field = null, JsonNode? value = null)
    {
        var kind = new JsonObject { ["@type"] = type };
        if (field is not null)
        {
            kind[field] = value;
        }

        return new JsonObject { ["@type"] = "textEntity", ["offset"] = offset, ["length"] = length, ["type"] = kind };
    }
}
