using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.Signal.Simulator;

/// <summary>Somebody on the simulated Signal, by their phone.</summary>
public sealed class SignalPerson(SimulatedSignal signal, string name, string id, string number, string? pni)
{
    /// <summary>Longer than the bridge waits for a network before it looks for itself what became of a message.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public string Name => name;

    /// <summary>The account id.</summary>
    public string Id => id;

    /// <summary>With a plus sign; empty for an account without one.</summary>
    public string Number => number;

    /// <summary>The phone number's identity.</summary>
    public string? Pni => pni;

    /// <summary>The phone takes the code that a login shows; completes when the device is linked and has given its keys.</summary>
    public Task LinkAsync(string url, string? historyKey = null) => signal.AskAsync("/link", new JsonObject { ["person"] = id, ["url"] = url, ["historyKey"] = historyKey });

    /// <summary>The phone scans a picture (PNG) of the code; completes as <see cref="LinkAsync"/> does.</summary>
    public Task ScanAsync(byte[] picture) => signal.AskAsync("/scan", new JsonObject { ["person"] = id, ["picture"] = Convert.ToBase64String(picture) });

    /// <summary>Removes all linked devices.</summary>
    public Task UnlinkAsync() => signal.AskAsync("/unlink", new JsonObject { ["person"] = id });

    /// <summary>Writes a text; returns its time, which names it.</summary>
    public Task<long> SayAsync(SignalPerson to, string text) => SayAsync(to.Id, new JsonObject { ["text"] = text });

    public Task<long> SayInGroupAsync(string group, string text) => SayAsync(group, new JsonObject { ["text"] = text });

    /// <param name="chat">A person's id or a group's.</param>
    /// <param name="say">What is said, in the words of the bed.</param>
    /// <param name="more">How it is sent.</param>
    public async Task<long> SayAsync(string chat, JsonObject say, JsonObject? more = null)
    {
        var body = more ?? [];
        body["from"] = id;
        body["chat"] = chat;
        body["say"] = say;
        return (await signal.AskAsync("/say", body)).GetProperty("timestamp").GetInt64();
    }

    /// <summary>Stores a file; returns what an attachment says of it.</summary>
    public async Task<JsonObject> StoreAsync(byte[] bytes, string contentType, string? fileName = null)
    {
        var stored = JsonObject.Create(await signal.AskAsync("/file", new JsonObject { ["data"] = Convert.ToBase64String(bytes) }))!;
        stored["contentType"] = contentType;
        stored["fileName"] = fileName;
        return stored;
    }

    public Task ReceiptAsync(SignalPerson to, string type, params long[] timestamps) =>
        signal.AskAsync("/receipt", new JsonObject { ["from"] = id, ["to"] = to.Id, ["type"] = type, ["timestamps"] = new JsonArray([.. timestamps.Select(time => (JsonNode?)time)]) });

    public Task TypeAsync(SignalPerson to, bool on) => signal.AskAsync("/typing", new JsonObject { ["from"] = id, ["to"] = to.Id, ["on"] = on });

    /// <summary>Everything that this phone has heard so far, in order.</summary>
    public async Task<IReadOnlyList<JsonElement>> HeardAsync(int since = 0, int waitMilliseconds = 0) =>
        [.. (await signal.AskAsync("/heard", new JsonObject { ["person"] = id, ["since"] = since, ["wait"] = waitMilliseconds })).GetProperty("heard").EnumerateArray()];

    /// <summary>The first content, heard or still to come, that fits.</summary>
    public async Task<JsonElement> HearAsync(string what, Func<JsonElement, bool> fits, TimeSpan? patience = null)
    {
        var until = TimeProvider.System.GetTimestamp();
        var seen = 0;
        for (; ; )
        {
            var heard = await HeardAsync(seen, waitMilliseconds: 1000);
            foreach (var content in heard.Select(entry => entry.GetProperty("content")).Where(fits))
            {
                return content;
            }

            seen += heard.Count;
            if (TimeProvider.System.GetElapsedTime(until) > (patience ?? Patience))
            {
                throw new TimeoutException($"{name}'s phone did not hear {what}, but: {string.Join("; ", await HeardAsync())}");
            }
        }
    }

    /// <summary>The message with this text, heard or still to come.</summary>
    public Task<JsonElement> HearTextAsync(string text, TimeSpan? patience = null) => HearMessageAsync($"the text \"{text}\"", message => message.Body() == text, patience);

    /// <summary>The first message that fits.</summary>
    public async Task<JsonElement> HearMessageAsync(string what, Func<JsonElement, bool> fits, TimeSpan? patience = null) =>
        (await HearAsync(what, content => content.TryGetProperty("dataMessage", out var message) && fits(message), patience)).GetProperty("dataMessage");

    /// <summary>The texts that were heard, in order.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync() =>
        [.. (await HeardAsync()).Select(entry => entry.GetProperty("content")).Select(content => content.TryGetProperty("dataMessage", out var message) ? message.Body() : null).OfType<string>()];

    /// <summary>Opens a file that came with a message.</summary>
    public async Task<byte[]> OpenAsync(JsonElement attachment) =>
        Convert.FromBase64String((await signal.AskAsync("/file/read", new JsonObject { ["pointer"] = JsonObject.Create(attachment) })).GetProperty("data").GetString()!);
}
