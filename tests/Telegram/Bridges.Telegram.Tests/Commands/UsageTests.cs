using Bridges.Abstractions;
using Bridges.Telegram.Tests.Beds;

namespace Bridges.Telegram.Tests.Commands;

/// <summary>What is said to whoever types a command wrongly can be typed as it stands there: without the prefix it would go to the chat.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("schedule", "tomorrow, perhaps", "`!bridges telegram schedule 15m See you`")]
    [InlineData("schedule", "15m", "`!bridges telegram schedule 15m See you`")]
    [InlineData("silent", " ", "`!bridges telegram silent See you`")]
    public async Task A_refusal_names_the_command_as_it_is_typed_in_the_chats_room(string command, string said, string usage)
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();
        var call = new CommandCall(new DeliveryId("c"), command, RichText.Plain(said), FakeNetwork.FriendChat, ReplyTo: null);

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => ((IOffersCommands)account).RunAsync(call, FakeNetwork.Cancellation));

        Assert.Contains(usage, refusal.Message, StringComparison.Ordinal);
    }
}
