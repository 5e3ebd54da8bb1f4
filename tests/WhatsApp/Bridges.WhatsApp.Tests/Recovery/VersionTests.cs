using System.Net;
using System.Net.Sockets;
using Bridges.Abstractions;
using Bridges.WhatsApp.Login;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Recovery;

/// <summary>WhatsApp refuses old web versions.</summary>
public sealed class VersionTests
{
    private const int Newest = 1_999_999_999;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_newest_version_is_looked_up_where_the_built_in_one_is_refused()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        await bed.Simulation.DoAsync("faults", new { leastVersion = Newest });
        await bed.Simulation.DoAsync("page", new { path = "/sw.js", text = $$"""self.x={"client_revision":{{Newest}}}""" });

        var (_, host) = await bed.ConnectedAsync();

        await bed.SayAsync(bed.Alice, "in time");
        await host.MessageAsync("in time");
    }

    [Fact]
    public async Task Where_none_is_taken_it_is_told_as_outdated_by_login_and_doctor()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        await bed.Simulation.DoAsync("faults", new { leastVersion = Newest });
        await using var login = bed.Network.CreateLogin(LoginFlows.Qr);

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => login.StartAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(50), Cancellation));
        var found = await bed.Network.DiagnoseAsync(Cancellation);

        Assert.Contains("outdated", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(found, one => one.Problem?.Contains("outdated", StringComparison.Ordinal) == true && one.Mend is not null);
    }

    [Fact]
    public async Task The_version_that_the_admin_sets_is_announced()
    {
        await using var bed = await WhatsAppBed.StartAsync(bed =>
        {
            bed.Options.WebVersion = $"2.3000.{Newest}";
            return Task.CompletedTask;
        });
        await bed.Simulation.DoAsync("faults", new { leastVersion = Newest });

        await bed.ConnectedAsync();
    }

    [Fact]
    public async Task The_doctor_tells_of_servers_that_do_not_answer()
    {
        await using var bed = await WhatsAppBed.StartAsync(bed =>
        {
            using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            bed.Options.Proxy = $"http://{taken.LocalEndPoint}";
            return Task.CompletedTask;
        });

        var found = await bed.Network.DiagnoseAsync(Cancellation);

        Assert.Contains(found, one => one.Problem is not null && one.Mend?.Contains("web.whatsapp.com", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task The_doctor_says_that_the_version_is_taken_and_the_clock_is_right()
    {
        await using var bed = await WhatsAppBed.StartAsync();

        var found = await bed.Network.DiagnoseAsync(Cancellation);

        Assert.Contains(found, one => one.Subject.Contains("they take web version", StringComparison.Ordinal));
        Assert.Contains(found, one => one.Subject.Contains("clock", StringComparison.Ordinal) && one.Problem is null);
    }
}
