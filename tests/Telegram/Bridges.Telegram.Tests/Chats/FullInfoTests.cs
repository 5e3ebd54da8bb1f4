using Bridges.Abstractions;
using Bridges.Telegram.Tests.Beds;

namespace Bridges.Telegram.Tests.Chats;

/// <summary>TDLib lets the answer to a question of its own overwrite what it was told to set meanwhile.</summary>
public sealed class FullInfoTests
{
    [Fact]
    public async Task What_is_asked_of_a_person_is_answered_before_they_are_blocked()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();

        await ((IBlocksPeople)account).SetBlockedAsync(new RemoteUserId($"{FakeNetwork.Friend}"), isBlocked: true, FakeNetwork.Cancellation);

        Assert.Equal(["getUserFullInfo", "setMessageSenderBlockList"], Asked(bed, "getUserFullInfo", "setMessageSenderBlockList"));
    }

    [Fact]
    public async Task What_is_asked_of_a_chat_is_answered_before_it_is_muted_and_one_of_which_nothing_is_told_is_muted_too()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();
        await bed.Td.SayAsync(TdObjects.Update("updateNewMessage", ("message", TdObjects.Message(1, "hello"))));
        var chat = (await bed.Host.Events.FirstAsync<RemoteMessage>()).Chat;
        bed.Td.Answer("getChat", _ => TdObjects.Chat(FakeNetwork.Friend));
        bed.Td.Refuse("getUserFullInfo", 400, "User not found");

        await ((ISetsChatSettings)account).SetChatSettingsAsync(
            new RemoteChatSettings { Chat = chat, Timestamp = DateTimeOffset.UnixEpoch, MutedUntil = DateTimeOffset.MaxValue }, FakeNetwork.Cancellation);

        Assert.Equal(["getUserFullInfo", "setChatNotificationSettings"], Asked(bed, "getUserFullInfo", "setChatNotificationSettings"));
    }

    [Theory]
    [InlineData(420, "FLOOD_WAIT_3")]
    [InlineData(429, "Too Many Requests: retry after 3")]
    [InlineData(500, "Internal Server Error")]
    public async Task Nobody_is_blocked_while_the_answer_may_still_come(int code, string message)
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();
        bed.Td.Refuse("getUserFullInfo", code, message);

        var refusal = await Assert.ThrowsAsync<BridgeException>(
            () => ((IBlocksPeople)account).SetBlockedAsync(new RemoteUserId($"{FakeNetwork.Friend}"), isBlocked: true, FakeNetwork.Cancellation));

        Assert.Equal(FailureKind.Transient, refusal.Kind);
        Assert.DoesNotContain("setMessageSenderBlockList", Asked(bed, "setMessageSenderBlockList"));
    }

    private static IEnumerable<string> Asked(FakeNetwork bed, params string[] types) =>
        bed.Td.Requests.All.Select(request => types.FirstOrDefault(type => FakeNetwork.Is(request, type))).OfType<string>();
}
