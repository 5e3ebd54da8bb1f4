using System.Text.Json;

namespace Bridges.Engines.Supervision;

internal static class HelloReader
{
    /// <summary>Reads <c>{protocol, name, version, pid}</c>; null when it is anything else.</summary>
    public static EngineHello? Read(JsonElement hello)
    {
        try
        {
            return ReadFields(hello);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are not UTF-8.
            return null;
        }
    }

    private static EngineHello? ReadFields(JsonElement hello)
    {
        return hello.ValueKind == JsonValueKind.Object
            && ReadNumber(hello, "protocol") is { } protocol
            && ReadText(hello, "name") is { } name
            && ReadText(hello, "version") is { } version
            && ReadNumber(hello, "pid") is { } processId
            ? new EngineHello(protocol, name, version, processId)
            : null;
    }

    private static int? ReadNumber(JsonElement hello, string name)
        => hello.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : null;

    private static string? ReadText(JsonElement hello, string name)
        => hello.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
