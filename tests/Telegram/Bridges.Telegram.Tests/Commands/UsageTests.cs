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

        Assert.Contains(usage, await RefusalAsync(account, command, said, FakeNetwork.FriendChat), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("What is 1 + 1?")]
    [InlineData("What is 1 + 1?\n+ 2")]
    [InlineData("What is 1 + 1?\n1\n2")]
    [InlineData("What is 1 + 1?\n+ 1\n+ 2")]
    [InlineData("What is 1 + 1?\n1\n+")]
    public async Task What_is_no_quiz_is_refused_with_an_example(string said)
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();

        Assert.Contains("`!bridges telegram quiz What is 1 + 1?`", await RefusalAsync(account, "quiz", said, new ChatKey(new RemoteChatId("-1001"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quiz_in_a_private_chat_is_refused_in_words()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();

        Assert.Contains("private chats", await RefusalAsync(account, "quiz", "1 + 1?\n1\n+ 2", FakeNetwork.FriendChat), StringComparison.Ordinal);
    }

    private static async Task<string> RefusalAsync(IAccount account, string command, string said, ChatKey chat)
    {
        var call = new CommandCall(new DeliveryId("c"), command, RichText.Plain(said), chat, ReplyTo: null);
        return (await Assert.ThrowsAsync<BridgeException>(() => ((IOffersCommands)account).RunAsync(call, FakeNetwork.Cancellation))).Message;
    }
}
