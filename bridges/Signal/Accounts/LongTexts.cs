using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.Signal.Backend;

namespace Bridges.Signal.Accounts;

/// <summary>Texts that are too long for a message travel as a file: it is fetched before the message is told to the host.</summary>
internal sealed class LongTexts(string folder, EngineAccount engine, EnginePatience patience)
{
    private const int LongestBytes = 64 * 1024;

    /// <summary>The same notification with its whole text; where the file cannot be had, with the beginning and a word about the rest.</summary>
    public async Task<JsonElement> CompleteAsync(JsonElement told, CancellationToken cancellationToken)
    {
        if (told.Object("longText") is not { } pointer)
        {
            return told;
        }

        var whole = pointer.Number("size") is > 0 and <= LongestBytes ? await FetchAsync(pointer, cancellationToken) : null;
        var node = told.ToNode()!.AsObject();
        var beginning = told.Text("text") ?? "";
        if (whole is not null && whole.StartsWith(beginning, StringComparison.Ordinal))
        {
            node["text"] = whole;
        }
        else
        {
            // What follows another beginning is another text, to which the ranges do not belong.
            node["text"] = beginning + " … (the rest of this long text could not be fetched from Signal)";
            node["ranges"] = new JsonArray([.. told.Items("ranges").Where(range => range.Number("start") + range.Number("length") <= beginning.Length).Select(range => range.ToNode())]);
        }

        return JsonSerializer.SerializeToElement(node);
    }

    private async Task<string?> FetchAsync(JsonElement pointer, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, $"long-{Guid.NewGuid():n}");
        try
        {
            await patience.AskAsync(() => engine.AskAsync("download", new JsonObject { ["pointer"] = pointer.ToNode(), ["file"] = file }, cancellationToken), cancellationToken);
            return await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (BridgeException)
        {
            return null;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
