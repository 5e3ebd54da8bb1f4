using Bridges.Abstractions;
using Bridges.ModuleKit;
using Bridges.WhatsApp.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace Bridges.WhatsApp.Tests.Recovery;

/// <summary>How the connection of a new login stands, whose history may not come.</summary>
public sealed class ConnectionReportTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_new_login_is_connected_once_its_history_is_here_whichever_comes_first()
    {
        var (openFirst, hostOfFirst) = Opening();
        openFirst.Follow("open", text: null);
        Assert.DoesNotContain(AccountState.Connected, hostOfFirst.States.All);
        openFirst.HistoryIsHere();
        Assert.Equal(AccountState.Connected, hostOfFirst.States.All[^1]);

        var (historyFirst, hostOfSecond) = Opening();
        historyFirst.HistoryIsHere();
        Assert.DoesNotContain(AccountState.Connected, hostOfSecond.States.All);
        historyFirst.Follow("open", text: null);
        Assert.Equal(AccountState.Connected, hostOfSecond.States.All[^1]);
    }

    [Fact]
    public async Task A_history_that_does_not_come_is_waited_for_no_longer_and_the_host_of_a_closed_account_hears_nothing()
    {
        var (closed, silent) = Opening();
        var (open, host) = Opening();
        closed.Follow("open", text: null);
        open.Follow("open", text: null);
        closed.End();

        _time.Advance(TimeSpan.FromMinutes(1));

        await host.ConnectedAsync();
        Assert.Equal([AccountState.Connecting], silent.States.All);
    }

    private (ConnectionReport Report, RecordingHost Host) Opening()
    {
        var host = new RecordingHost();
        var report = new ConnectionReport(host);
        report.AwaitHistory(_time);
        report.Begin();
        return (report, host);
    }
}
