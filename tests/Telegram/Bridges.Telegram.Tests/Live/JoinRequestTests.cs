using Bridges.Abstractions;

namespace Bridges.Telegram.Tests.Live;

/// <summary>Who asks to be let into a group of the account's.</summary>
public sealed class JoinRequestTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_asks_to_be_let_in_is_told_and_answered(bool isLetIn)
    {
        await using var bed = await TelegramBed.StartAsync();
        var group = bed.Telegram.Chats.CreateSupergroup("Friends", bed.Alice, bed.Bob);
        var stranger = bed.Telegram.People.Add("Stranger");
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        bed.Bob.SendText(group, "hello");
        var key = (await host.MessageAsync("hello")).Chat;
        var person = new RemoteUserId($"{stranger.Id}");
        Task AnswerAsync() => ((IAnswersJoinRequests)account).AnswerJoinRequestAsync(key, person, isLetIn, TelegramBed.Cancellation);

        group.Ask(stranger);
        var asked = await host.Events.FirstAsync<RemoteMembership>(told => told.Change == MembershipChange.AskedToJoin);
        await AnswerAsync();

        Assert.Equal((key, person), (asked.Chat, asked.User));
        Assert.False(group.IsAskedBy(stranger));
        Assert.Equal(isLetIn, group.Members.Any(member => member.Person == stranger));
        await host.Events.FirstAsync<RemoteMembership>(told => told.User == person && told.Change == MembershipChange.RequestEnded);
        Assert.Equal(FailureKind.Permanent, (await Assert.ThrowsAsync<BridgeException>(AnswerAsync)).Kind);
    }

    [Fact]
    public async Task Who_takes_a_request_back_asks_no_more_and_no_other_is_told_twice()
    {
        await using var bed = await TelegramBed.StartAsync();
        var group = bed.Telegram.Chats.CreateSupergroup("Friends", bed.Alice, bed.Bob);
        var (one, other) = (bed.Telegram.People.Add("One"), bed.Telegram.People.Add("Other"));
        var (_, host) = await bed.ConnectAsync(bed.Alice);
        bed.Bob.SendText(group, "hello");
        await host.MessageAsync("hello");

        group.Ask(one);
        await host.Events.FirstAsync<RemoteMembership>(told => told.User.Value == $"{one.Id}");
        group.Ask(other);
        await host.Events.FirstAsync<RemoteMembership>(told => told.User.Value == $"{other.Id}");
        group.TakeRequestBack(one);
        await host.Events.FirstAsync<RemoteMembership>(told => told.Change == MembershipChange.RequestEnded);

        Assert.Equal(
            [(one.Id, MembershipChange.AskedToJoin), (other.Id, MembershipChange.AskedToJoin), (one.Id, MembershipChange.RequestEnded)],
            host.Events.All.OfType<RemoteMembership>().Where(told => told.Change is MembershipChange.AskedToJoin or MembershipChange.RequestEnded)
                .Select(told => (long.Parse(told.User.Value, System.Globalization.CultureInfo.InvariantCulture), told.Change)));
    }
}
