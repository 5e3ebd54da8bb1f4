using System.Net;
using System.Net.Sockets;
using Bridges.Telegram.Diagnosis;
using Bridges.Telegram.Options;
using Bridges.TestBeds;

namespace Bridges.Telegram.Tests.Diagnosis;

public sealed class InstallationCheckTests
{
    [Fact]
    public void The_engine_gets_none_of_the_bridges_own_variables()
    {
        Environment.SetEnvironmentVariable("BRIDGES_A_SECRET_OF_THE_TESTS", "secret");
        using var folder = TempFolder.Create("telegram-check");
        var options = new TelegramOptions { ApiId = 1, ApiHash = "h" };
        var check = new InstallationCheck(new TelegramEngineOptions(options, new ModuleHost(folder.Path)), proxy: null);

        Assert.DoesNotContain(check.StartInfo().Environment.Keys, name => name.StartsWith("BRIDGES_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_proxy_that_does_not_answer_is_named_by_its_key()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;

        var found = Assert.Single(await ProxyCheck.RunAsync(new ProxyOptions { Server = "127.0.0.1", Port = port }, TestContext.Current.CancellationToken));
        var none = await ProxyCheck.RunAsync(proxy: null, TestContext.Current.CancellationToken);

        Assert.Contains("networks.telegram.proxy", found.Mend);
        Assert.Empty(none);
    }
}
