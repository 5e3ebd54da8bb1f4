using Bridges.Abstractions;

namespace Bridges.Telegram.Tests.Live;

public sealed class ReactionTests
{
    [Fact]
    public async Task Where_the_list_of_what_is_allowed_is_empty_it_is_Telegram_that_refuses()
    {
        await using var bed = await TelegramBed.StartAsync();
        var group = bed.Telegram.Chats.CreateSupergroup("Friends", bed.Bob, bed.Alice);
        group.AllowedReactions = [];
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var asked = bed.Bob.SendText(group, "well?");
        var message = await host.MessageAsync("well?");
        var reacts = (IReacts)account;

        var rules = await reacts.GetReactionRulesAsync(message.Chat, TelegramBed.Cancellation);
        var refused = await Assert.ThrowsAsync<BridgeException>(() => reacts.ReactAsync(
            new OutgoingReactions(new DeliveryId("r"), message.Chat, message.Id, [new Reaction("👍")]), TelegramBed.Cancellation));

        Assert.Null(rules.Allowed);
        Assert.Equal(FailureKind.Permanent, refused.Kind);
        Assert.Empty(asked.ReactionsOf(bed.Alice));
    }
}
