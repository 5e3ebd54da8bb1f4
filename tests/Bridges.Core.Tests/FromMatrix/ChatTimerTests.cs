using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.FromMatrix;

public sealed class ChatTimerTests
{
    [Fact]
    public async Task What_is_sent_from_Matrix_vanishes_with_the_chats_other_messages()
    {
        await using var cargo = await CargoBridge.StartAsync();
        await SetTimerAsync(cargo, new DisappearingTimer(TimeSpan.FromSeconds(1), FromRead: true));
        var said = StubEvents.Text(cargo.Room, cargo.Bridge.Alice, "soon gone");

        await cargo.Bridge.PushAsync(said);

        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.Text == "soon gone");
        Assert.Equal(new DisappearingTimer(TimeSpan.FromSeconds(1), FromRead: true), cargo.Bridge.Network.Sent.Last().Timer);
        await cargo.SeesAsync(sent => sent.Redacts == said["event_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_poll_vanishes_too_and_what_the_network_made_of_it_is_told()
    {
        await using var cargo = await CargoBridge.StartAsync();
        cargo.Bridge.Network.Remark = "It was sent as a text.";
        await SetTimerAsync(cargo, new DisappearingTimer(TimeSpan.FromSeconds(1), FromRead: false));
        var asked = StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "org.matrix.msc3381.poll.start", JsonNode.Parse(
            """
            {"org.matrix.msc3381.poll.start":{"question":{"org.matrix.msc1767.text":"Lunch?"},"answers":[{"id":"1","org.matrix.msc1767.text":"yes"},{"id":"2","org.matrix.msc1767.text":"no"}]}}
            """)!.AsObject());

        await cargo.Bridge.PushAsync(asked);

        await cargo.SeesAsync(sent => sent.Redacts == asked["event_id"]!.GetValue<string>());
        Assert.Equal(TimeSpan.FromSeconds(1), cargo.Bridge.Network.Sent.Last().Timer?.After);
        await cargo.SeesAsync(sent => sent.Body == "It was sent as a text.");
    }

    [Fact]
    public async Task Timer_that_is_taken_off_on_the_network_holds_no_more_also_after_a_restart()
    {
        await using var cargo = await CargoBridge.StartAsync();
        await SetTimerAsync(cargo, new DisappearingTimer(TimeSpan.FromHours(1), FromRead: false));
        await SayAsync(cargo, "first");
        await SetTimerAsync(cargo, null);
        await SayAsync(cargo, "second");
        await cargo.Bridge.RestartAsync();
        await SayAsync(cargo, "third");

        Assert.Equal([TimeSpan.FromHours(1), null, null], cargo.Bridge.Network.Sent.Select(sent => sent.Timer?.After));
    }

    [Theory]
    [InlineData("90m", "01:30:00")]
    [InlineData("2w", "14.00:00:00")]
    [InlineData("off", "")]
    public async Task Timer_is_set_by_a_command(string words, string timer)
    {
        await using var cargo = await CargoBridge.StartAsync();

        await cargo.Bridge.PushAsync(StubEvents.Text(cargo.Room, cargo.Bridge.Alice, $"!bridges timer {words}"));

        Assert.Equal(timer, (await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "timer")).Text);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-1d")]
    [InlineData("99999999999999d")]
    [InlineData("0s")]
    public async Task What_is_no_time_is_told(string words)
    {
        await using var cargo = await CargoBridge.StartAsync();

        await cargo.Bridge.PushAsync(StubEvents.Text(cargo.Room, cargo.Bridge.Alice, $"!bridges timer {words}"));

        await cargo.SeesAsync(sent => sent.Body?.Contains("30s, 10m, 8h, 7d or 4w", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(cargo.Bridge.Network.Did.All, deed => deed.What == "timer");
    }

    /// <summary>The network says so, and it is noted: what the room was opened with is no longer on its way.</summary>
    private static async Task SetTimerAsync(CargoBridge cargo, DisappearingTimer? timer)
    {
        cargo.Bridge.Network.Chats[CargoBridge.Chat] = cargo.Bridge.Network.Chats[CargoBridge.Chat] with { Timer = timer };
        await cargo.HappensAsync(new RemoteChatChange { Chat = CargoBridge.Chat, Timestamp = TimeProvider.System.GetUtcNow() });
        await cargo.Bridge.WaitUntilIdleAsync();
    }

    private static async Task SayAsync(CargoBridge cargo, string text)
    {
        await cargo.Bridge.PushAsync(StubEvents.Text(cargo.Room, cargo.Bridge.Alice, text));
        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.Text == text);
        await cargo.Bridge.WaitUntilIdleAsync();
    }
}
