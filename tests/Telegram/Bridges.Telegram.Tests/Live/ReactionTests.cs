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

    [Fact]
    public async Task Who_took_a_reaction_back_while_nobody_listened_is_not_among_those_who_have_one()
    {
        await using var bed = await TelegramBed.StartAsync();
        var carol = bed.Telegram.People.Add("Carol", phone: "+9996614444");
        var group = bed.Telegram.Chats.CreateSupergroup("Friends", bed.Bob, bed.Alice, carol);
        var stored = await bed.LogInAsync(bed.Alice);
        var (account, host) = await bed.OpenAsync(stored);
        await bed.Telegram.WaitForClientAsync(bed.Alice, cancellationToken: TelegramBed.Cancellation);
        var asked = bed.Bob.SendText(group, "well?");
        var message = await host.MessageAsync("well?");
        await account.GetChatAsync(message.Chat, TelegramBed.Cancellation);
        carol.React(asked, "👍");
        bed.Bob.React(asked, "🔥");
        await host.Events.FirstAsync<RemoteReactions>(told => told.Sender.Value == $"{carol.Id}");
        await host.Events.FirstAsync<RemoteReactions>(told => told.Sender.Value == $"{bed.Bob.Id}");
        Assert.DoesNotContain(host.Events.All, told => told is RemoteReactors);

        await bed.StopAsync();
        carol.React(asked, (IReadOnlyList<string>)[]);
        await bed.RestartAsync();
        var (again, listening) = await bed.OpenAsync(stored);
        await ((IReadsHistory)again).ReadHistoryAsync(message.Chat, after: null, limit: 50, TelegramBed.Cancellation);

        var reactors = await listening.Events.FirstAsync<RemoteReactors>();
        Assert.Equal(message.Id, reactors.Target);
        Assert.Equal([new RemoteUserId($"{bed.Bob.Id}")], reactors.People);
        Assert.True(reactors.Since > message.Timestamp);
        Assert.Null(group.LastReadBy(bed.Alice));
    }

    [Fact]
    public async Task In_a_channel_where_nobody_is_named_the_numbers_are_told_and_what_the_account_itself_put()
    {
        await using var bed = await TelegramBed.StartAsync();
        var carol = bed.Telegram.People.Add("Carol", phone: "+9996614444");
        var channel = bed.Telegram.Chats.CreateChannel("News", bed.Bob, bed.Alice, carol);
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var news = bed.Bob.SendText(channel, "news");
        var message = await host.MessageAsync("news");
        await account.GetChatAsync(message.Chat, TelegramBed.Cancellation);
        Task CountedAsync(params (string, long)[] counts) => host.Events.FirstAsync<RemoteReactionCounts>(told =>
            told.Target == message.Id && told.Counts.Select(count => (count.Reaction.Key, count.Count)).Order().SequenceEqual(counts.Order()));

        carol.React(news, "👍");
        await CountedAsync(("👍", 1));
        bed.Bob.React(news, "👍");
        await CountedAsync(("👍", 2));
        bed.Alice.React(news, "🔥");
        await CountedAsync(("👍", 2), ("🔥", 1));
        var own = await host.Events.FirstAsync<RemoteReactions>();
        carol.React(news, (IReadOnlyList<string>)[]);
        bed.Bob.React(news, (IReadOnlyList<string>)[]);
        bed.Alice.React(news, (IReadOnlyList<string>)[]);
        await CountedAsync();

        Assert.Equal((account.Self, "🔥"), (own.Sender, own.Reactions.Single().Key));
        Assert.All(host.Events.All.OfType<RemoteReactions>(), told => Assert.Equal(account.Self, told.Sender));
    }
}
