using Bridges.Abstractions;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Tests.Live;

/// <summary>The account's own votes, from here and from its other devices.</summary>
public sealed class VoteTests
{
    [Fact]
    public async Task Each_vote_is_told_in_its_turn_whichever_device_it_came_from()
    {
        await using var bed = await TelegramBed.StartAsync();
        var group = bed.Telegram.Chats.CreateSupergroup("Friends", bed.Bob, bed.Alice);
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var asked = bed.Bob.SendMedia(group, new Media.Poll("Where?", "here", "there", "nowhere") { IsAnonymous = false });
        var message = await host.Events.FirstAsync<RemoteMessage>(told => told.Parts[0].Content is PollContent);
        var options = ((PollContent)message.Parts[0].Content).Options.Select(option => option.Id).ToList();
        Task VoteAsync(int option) => ((IVotesInPolls)account).VoteAsync(
            new OutgoingVote(new DeliveryId($"v{option}"), message.Chat, message.Id, [options[option]]), TelegramBed.Cancellation);
        Task ToldAsync(int option) => host.Events.FirstAsync<RemoteVote>(vote => vote.Sender == account.Self && vote.Options.SequenceEqual([options[option]]));

        await VoteAsync(0);
        await ToldAsync(0);
        bed.Alice.Vote(asked, 1);
        await ToldAsync(1);
        await VoteAsync(2);
        await ToldAsync(2);
        bed.Bob.SendText(group, "that was it");
        await host.MessageAsync("that was it");

        var told = host.Events.All.OfType<RemoteVote>().Where(vote => vote.Sender == account.Self).Select(vote => string.Join(' ', vote.Options)).ToList();
        Assert.Equal(options, told.Where((vote, index) => index == 0 || told[index - 1] != vote));
    }
}
