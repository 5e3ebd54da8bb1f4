using System.Text.Json.Nodes;
using Bridges.Core.Tests.Bed;
using Bridges.Storage;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.Intake;

/// <summary>Of what cannot be read nothing is kept, and of those who are shut out nothing is looked at.</summary>
public sealed class OversizedEventsTests
{
    private static readonly string _long = new('x', 1024 * 1024);

    [Fact]
    public async Task Event_over_the_limit_is_told_to_its_author_and_nothing_of_it_is_kept()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        bridge.Network.BeforeSend = _ => Task.CompletedTask;

        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, _long), StubEvents.Text(room, bridge.Alice, "after"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "after");
        await bridge.WaitForEventAsync("the notice", sent => sent.Body?.Contains("It cannot be read: ", StringComparison.Ordinal) == true);
        await bridge.WaitUntilIdleAsync();
        Assert.Equal(0, (await bridge.Services.GetRequiredService<Journal>().DepthAsync(default)).Dead);
        Assert.Equal("after", Assert.Single(bridge.Network.Did.All).Text);
    }

    [Theory]
    [InlineData("@blocked:hs.test")]
    [InlineData("@somebody:elsewhere.test")]
    [InlineData("no id")]
    public async Task What_others_send_that_cannot_be_read_is_not_even_noted(string sender)
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        await bridge.WaitUntilIdleAsync();
        var journal = bridge.Services.GetRequiredService<Journal>();
        var appended = new List<JournalRow>();
        journal.Appended += appended.Add;

        await bridge.PushAsync(StubEvents.Text(room, sender, _long), new JsonObject { ["sender"] = sender });

        Assert.Empty(appended);
    }
}
