using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Telegram.Tests.Beds;
using Microsoft.Extensions.Time.Testing;

namespace Bridges.Telegram.Tests.Accounts;

public sealed class ConnectionTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_connection_that_was_lost_for_long_begins_a_new_session_when_it_is_back()
    {
        await using var bed = new FakeNetwork(time: _time);
        await using var account = await bed.ConnectAsync();

        await bed.Td.SayConnectionAsync("connectionStateConnecting");
        _time.Advance(TimeSpan.FromSeconds(5));
        await bed.Td.SayConnectionAsync("connectionStateUpdating");
        await bed.Td.SayConnectionAsync("connectionStateReady");

        Assert.Equal(
            [AccountCondition.Connecting, AccountCondition.Connected, AccountCondition.Disconnected, AccountCondition.Resumed, AccountCondition.Connected],
            bed.Host.States.All.Select(state => state.Condition));
    }

    [Fact]
    public async Task An_account_of_which_an_engine_that_dies_has_told_nothing_yet_is_opened_again()
    {
        await using var bed = new FakeNetwork();
        await bed.Network.StartAsync(FakeNetwork.Cancellation);
        await using var account = bed.Network.CreateAccount(FakeNetwork.Stored(), bed.Host);
        await account.StartAsync(FakeNetwork.Cancellation);
        await bed.Td.Requests.FirstAsync(request => FakeNetwork.Is(request, "setTdlibParameters"));

        bed.Td.Become(EngineCondition.Backoff, "it crashed");
        bed.Td.Start();
        await bed.ReadyAsync(opened: 2);

        await bed.Host.ConnectedAsync();
        Assert.DoesNotContain(bed.Host.States.All, state => state.Condition == AccountCondition.LoggedOut);
    }

    [Fact]
    public async Task A_connection_that_was_lost_for_a_moment_goes_on()
    {
        await using var bed = new FakeNetwork(time: _time);
        await using var account = await bed.ConnectAsync();

        await bed.Td.SayConnectionAsync("connectionStateConnecting");
        _time.Advance(TimeSpan.FromSeconds(1));
        await bed.Td.SayConnectionAsync("connectionStateReady");

        Assert.Single(bed.Host.States.All, state => state.Condition is AccountCondition.Connecting or AccountCondition.Resumed);
    }

    [Fact]
    public async Task The_new_session_begins_before_its_first_event_even_where_TDLib_tells_of_it_later()
    {
        await using var bed = new FakeNetwork(time: _time);
        await using var account = await bed.ConnectAsync();
        var conditionAtEvent = AccountCondition.Connected;
        bed.Host.BeforeReceiving = (_, _) =>
        {
            conditionAtEvent = bed.Host.States.All[^1].Condition;
            return ValueTask.CompletedTask;
        };

        await bed.Td.SayConnectionAsync("connectionStateConnecting");
        _time.Advance(TimeSpan.FromSeconds(5));
        await bed.Td.SayAsync(TdObjects.Update("updateNewMessage", ("message", TdObjects.Message(1, "back"))));
        await bed.Host.MessageAsync("back");

        Assert.Equal(AccountCondition.Resumed, conditionAtEvent);
    }

    [Fact]
    public async Task More_updates_than_the_queue_holds_do_not_hold_up_an_account_that_is_not_up_yet()
    {
        await using var bed = new FakeNetwork();
        bed.Host.BeforeReceiving = async (_, _) => await bed.Host.ConnectedAsync();
        await bed.Network.StartAsync(FakeNetwork.Cancellation);
        await using var account = bed.Network.CreateAccount(FakeNetwork.Stored(), bed.Host);
        await account.StartAsync(FakeNetwork.Cancellation);
        await bed.Td.Requests.FirstAsync(request => FakeNetwork.Is(request, "setTdlibParameters"));
        await bed.Td.SayAuthorizationAsync("authorizationStateReady");

        for (var number = 1; number <= 5000; number++)
        {
            await bed.Td.SayAsync(TdObjects.Update("updateNewMessage", ("message", TdObjects.Message(number, $"{number}"))));
        }

        await bed.Td.SayConnectionAsync("connectionStateReady");
        await bed.Host.MessageAsync("1");
    }
}
