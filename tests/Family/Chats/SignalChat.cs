using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Family.Tests.Stage;
using Bridges.Signal.Simulator;

namespace Bridges.Family.Tests.Chats;

/// <summary>A chat on Signal with Emil: Alice's own, or the group in which Ben is, too, whose account the bridge serves as well.</summary>
internal sealed class SignalChat(FamilyStage stage, SignalFamily family, bool isGroup, params MatrixMember[] members) : FamilyChat(members)
{
    private string _group = "";

    public override string Name => isGroup ? "signal-group" : "signal";

    public override string Ghost => stage.Synapse.UserId($"_bridges_signal_{family.Emil.Id}");

    public override async Task OpenAsync(CancellationToken cancellation)
    {
        if (isGroup)
        {
            _group = await stage.Signal.GroupAsync(family.Emil, "Family", family.Emil, family.Alice, family.Ben);
        }
    }

    /// <summary>Signal's apps show what has one author and one time once.</summary>
    public override async Task<IReadOnlyList<SeenThere>> ReadThereAsync() =>
    [
        .. (await family.Emil.HeardAsync())
            .Select(heard => (From: heard.GetProperty("from").GetString(), Message: heard.GetProperty("content").Part("dataMessage")))
            .Where(heard => heard.Message is { } message && message.Part("groupV2") is not null == isGroup && message.Body() is not null)
            .DistinctBy(heard => (heard.From, heard.Message!.Value.Number("timestamp")))
            .Select(heard => new SeenThere(heard.Message!.Value.Body()!, heard.Message!.Value.Part("attachments") is { ValueKind: JsonValueKind.Array } files ? files[0].Number("size") : null)),
    ];

    protected override async Task SayThereAsync(string text, byte[]? picture)
    {
        var say = new JsonObject { ["text"] = text };
        if (picture is not null)
        {
            say["attachments"] = new JsonArray(await family.Emil.StoreAsync(picture, "image/png", "picture.png"));
        }

        await family.Emil.SayAsync(isGroup ? _group : family.Alice.Id, say);
    }
}

/// <summary>The family's accounts on Signal; those of Alice and Ben are linked to the bridge.</summary>
internal sealed record SignalFamily(SignalPerson Alice, SignalPerson Ben, SignalPerson Emil)
{
    public static async Task<SignalFamily> LogInAsync(FamilyStage stage, MatrixMember alice, MatrixMember ben, CancellationToken cancellation)
    {
        var emil = await stage.Signal.PersonAsync("Emil");
        var family = new SignalFamily(await stage.Signal.PersonAsync("Alice", emil), await stage.Signal.PersonAsync("Ben", emil), emil);
        foreach (var (member, person) in new[] { (alice, family.Alice), (ben, family.Ben) })
        {
            var shown = await member.Bot.AskAsync("login signal", "Linked devices", cancellation);
            var linked = person.ScanAsync(await member.User.DownloadAsync(shown.Content.GetProperty("url").GetString()!, cancellation));
            await member.Bot.HearAsync("You are logged in", after: shown.EventId, cancellation);
            await linked.WaitAsync(FamilyStage.Patience, cancellation);
        }

        return family;
    }
}
