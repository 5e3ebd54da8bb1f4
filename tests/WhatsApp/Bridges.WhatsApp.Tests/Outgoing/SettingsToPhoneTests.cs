using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Outgoing;

/// <summary>What is set here for one chat. On an account of its own: the simulated phone does not count on what others set.</summary>
public sealed class SettingsToPhoneTests(LinkedFixture linked) : IClassFixture<LinkedFixture>
{
    private WhatsAppBed Bed => linked.Bed;

    [Fact]
    public async Task What_is_set_here_is_set_on_the_phone()
    {
        await Bed.SayAsync(Bed.Alice, "archive me");
        await linked.Host.MessageAsync("archive me");
        var until = TimeProvider.System.GetUtcNow().AddHours(1);

        await linked.Account.SetChatSettingsAsync(
            new RemoteChatSettings { Chat = Bed.Chat, Timestamp = until, MutedUntil = until, IsArchived = true }, TestContext.Current.CancellationToken);

        var muted = await Bed.Simulation.HappensAsync(happening => IsPatch(happening, "regular_high"));
        await Bed.Simulation.HappensAsync(happening => IsPatch(happening, "regular_low"));

        await linked.Account.DeleteChatAsync(Bed.Chat, forEveryone: false, TestContext.Current.CancellationToken);

        // What it says is sealed; it is one more than the mute was.
        await Bed.Simulation.HappensAsync(happening => IsPatch(happening, "regular_high") && Version(happening) != Version(muted));
        Assert.False(linked.Account.CanDeleteForEveryone(Bed.Chat));

        static string? Version(System.Text.Json.JsonElement happening) => happening.GetProperty("attributes").Text("version");

        static bool IsPatch(System.Text.Json.JsonElement happening, string collection) =>
            happening.Text("what") == "app-state" && happening.GetProperty("attributes").Text("name") == collection;
    }
}
