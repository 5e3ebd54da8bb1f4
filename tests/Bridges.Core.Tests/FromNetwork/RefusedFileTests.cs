using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.FromNetwork;

public sealed class RefusedFileTests
{
    [Fact]
    public async Task Words_in_the_place_of_a_file_have_its_time_and_are_it_for_answers_and_deletion()
    {
        await using var cargo = await CargoBridge.StartAsync(bridge => bridge.Homeserver.Media.UploadLimit = 10);
        var said = TimeProvider.System.GetUtcNow().AddHours(-3);
        var id = await cargo.ReceiveAsync(new FileContent(cargo.Account.File("f", "application/pdf with many words", "paper.pdf")), message => message with { Timestamp = said });
        var told = await cargo.SeesAsync(sent => sent.Body?.Contains("paper.pdf", StringComparison.Ordinal) == true);
        Assert.Equal(said.ToUnixTimeMilliseconds(), told.Timestamp);

        await cargo.Bridge.PushAsync(Reply(cargo, told.EventId));
        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.Text == "too large for what?" && deed.Target == id);
        await cargo.HappensAsync(new RemoteDeletion { Chat = CargoBridge.Chat, Target = new(id), Timestamp = TimeProvider.System.GetUtcNow() });

        await cargo.SeesAsync(sent => sent.Redacts == told.EventId);
        Assert.False(cargo.Account.Fetched.ContainsKey("f"));
    }

    private static JsonObject Reply(CargoBridge cargo, string target) => StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.room.message", new JsonObject
    {
        ["msgtype"] = "m.text",
        ["body"] = "too large for what?",
        ["m.relates_to"] = new JsonObject { ["m.in_reply_to"] = new JsonObject { ["event_id"] = target } },
    });
}
