using Bridges.Abstractions;
using Bridges.TestBeds;
using Bridges.WhatsApp.Login;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Security;

/// <summary>With a proxy nothing goes past it.</summary>
public sealed class ProxyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http")]
    [InlineData("socks5")]
    public async Task Talk_and_files_go_by_the_proxy(string scheme)
    {
        await using TunnelProxy proxy = scheme == "http" ? new ConnectProxy() : new SocksProxy();
        proxy.Start();
        await using var bed = await WhatsAppBed.StartAsync(bed =>
        {
            bed.Options.Proxy = scheme == "http" ? proxy.Address : proxy.Address.Replace("://", $"://{SocksProxy.Login}@", StringComparison.Ordinal);
            return Task.CompletedTask;
        });
        var (account, host) = await bed.ConnectedAsync();

        await bed.SayAsync(bed.Alice, "by the proxy");
        await host.MessageAsync("by the proxy");
        using var file = new SentFile([1, 2, 3]);
        await account.SendAsync(new OutgoingMessage(new DeliveryId("file"), bed.Chat, new FileContent(new MediaFile { Path = file.Path, Name = "name.bin" })), Cancellation);

        Assert.Superset(new HashSet<string>([TargetOf(bed.Simulation.SecureServer), TargetOf(bed.Simulation.Environment["WHATSAPP_MEDIA_SERVER"]!)], StringComparer.Ordinal), proxy.Targets.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Where_the_proxy_is_down_nothing_is_reached()
    {
        await using var bed = await WhatsAppBed.StartAsync(bed =>
        {
            bed.Options.Proxy = $"http://127.0.0.1:{Ports.Free()}";
            return Task.CompletedTask;
        });
        await using var login = bed.Network.CreateLogin(LoginFlows.Qr);

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => login.StartAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(50), Cancellation));

        Assert.Contains("cannot be reached", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await bed.Simulation.DoAsync("happenings")).GetArrayLength());
    }

    [Theory]
    [InlineData("socks5://127.0.0.1")]
    [InlineData("socks4://127.0.0.1:1080")]
    [InlineData("127.0.0.1:3128")]
    [InlineData("http://127.0.0.1:3128/path")]
    [InlineData("")]
    public void What_is_no_proxy_is_refused(string proxy) =>
        Assert.Equal("proxy", Assert.Throws<ModuleConfigurationException>(() => OptionsCheck.ThrowIfUnusable(new WhatsAppOptions { Proxy = proxy })).Key);

    private static string TargetOf(string address) => new Uri(address).Authority;
}
