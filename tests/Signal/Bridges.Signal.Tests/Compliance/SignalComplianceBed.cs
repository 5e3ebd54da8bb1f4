using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.ModuleKit.Compliance;
using Bridges.Signal.Simulator;
using Bridges.Signal.Tests.Beds;

namespace Bridges.Signal.Tests.Compliance;

/// <summary>Alice's account with her friend Bob, for the suite that every module passes.</summary>
internal sealed class SignalComplianceBed(SignalBed bed) : ComplianceBed
{
    private bool _isOpen = true;

    public override ChatKey Chat { get; } = bed.Chat;

    public SignalBed Bed => bed;

    public static async Task<ComplianceBed> StartAsync(SimulatedSignal signal) => new SignalComplianceBed(await SignalBed.StartAsync(signal));

    public override Task FriendSaysAsync(string text) => bed.Bob.SayAsync(bed.Alice, text);

    public override async Task<IReadOnlyList<string>> FriendHasReadAsync()
    {
        var texts = new SortedDictionary<long, string>();
        foreach (var content in (await bed.Bob.HeardAsync()).Select(entry => entry.GetProperty("content")))
        {
            if (content.Number("dataMessage", "delete", "targetSentTimestamp") is { } deleted)
            {
                texts.Remove(deleted);
            }
            else if (content.Part("dataMessage") is { } message && message.Body() is { } body)
            {
                texts[message.Number("timestamp")!.Value] = body;
            }
            else if (content.Number("editMessage", "targetSentTimestamp") is { } edited)
            {
                texts[edited] = content.Text("editMessage", "dataMessage", "body") ?? "";
            }
        }

        return [.. texts.Values];
    }

    public override ILogin NewLogin() => bed.Network.CreateLogin(bed.Network.LoginFlows[0]);

    /// <summary>What Bob sends as a file.</summary>
    public async Task SendFileAsync(string name, byte[] bytes)
    {
        var stored = await bed.Bob.StoreAsync(bytes, "application/octet-stream", name);
        await bed.Bob.SayAsync(bed.Alice.Id, new JsonObject { ["attachments"] = new JsonArray(stored) });
    }

    /// <summary>The newest file that Bob got.</summary>
    public async Task<byte[]> NewestFileAsync()
    {
        var attachments = (await bed.Bob.HeardAsync()).Select(entry => entry.GetProperty("content").Part("dataMessage", "attachments")).OfType<JsonElement>();
        return await bed.Bob.OpenAsync(attachments.Last()[0]);
    }

    protected override async Task<IAccount> ConnectAsync(RecordingHost host)
    {
        if (_isOpen)
        {
            await bed.CloseAsync();
            _isOpen = false;
        }

        return await bed.OpenForAsync(host);
    }

    protected override async Task EndAsync() => await bed.DisposeAsync();
}
