using Bridges.Abstractions;
using Bridges.Telegram.Simulator.World;

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
            new OutgoingReactions(new DeliveryId("r"), message.Chat, message.Id, [new Abstractions.Reaction("👍")]), TelegramBed.Cancellation));

        Assert.Null(rules.Allowed);
        Assert.Equal(FailureKind.Permanent, refused.Kind);
        Assert.Empty(asked.ReactionsOf(bed.Alice));
    }

    [Fact]
    public async Task Of_a_change_only_those_are_told_whose_reactions_changed()
    {
        await using var bed = await TelegramBed.StartAsync();
        var people = Enumerable.Range(0, 5).Select(number => bed.Telegram.People.Add($"Carol {number}", phone: $"+999661444{number}")).ToList();
        var group = bed.Telegram.Chats.CreateSupergroup("Friends", bed.Bob, [bed.Alice, .. people]);
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var asked = bed.Bob.SendText(group, "well?");
        var message = await host.MessageAsync("well?");

        // As the host does when it makes the room: before, TDLib does not know that the group takes any, and hides them.
        await account.GetChatAsync(message.Chat, TelegramBed.Cancellation);

        foreach (var person in people)
        {
            person.React(asked, "👍");
            await host.Events.FirstAsync<RemoteReactions>(told => told.Sender.Value == $"{person.Id}");
        }

        people[0].React(asked, "🔥");
        await host.Events.FirstAsync<RemoteReactions>(told => told.Sender.Value == $"{people[0].Id}" && told.Reactions is [{ Key: "🔥" }]);
        people[1].React(asked, (IReadOnlyList<string>)[]);
        await host.Events.FirstAsync<RemoteReactions>(told => told.Sender.Value == $"{people[1].Id}" && told.Reactions.Count == 0);

        Assert.Equal(
            [(people[0], 2), (people[1], 2), (people[2], 1), (people[3], 1), (people[4], 1)],
            people.Select(person => (person, host.Events.All.OfType<RemoteReactions>().Count(told => told.Sender.Value == $"{person.Id}"))));
    }
}
