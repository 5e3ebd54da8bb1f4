using System.Globalization;
using System.Text.Json;
using Bridges.TestBeds.Host;

namespace Bridges.Host.Tests.Hosting;

public sealed class JsonLogTests
{
    [Fact]
    public async Task Every_line_is_an_object_with_its_time()
    {
        await using var host = BridgesHost.Prepare(new BridgesHostOptions { HomeserverUrl = new Uri("http://127.0.0.1:9") });
        // An address that is taken: the program ends at once, after it has logged something.
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, host.Url.Port);
        taken.Start();
        await File.WriteAllTextAsync(
            host.ConfigurationFile,
            string.Join('\n', (await File.ReadAllTextAsync(host.ConfigurationFile, TestContext.Current.CancellationToken)).Split('\n').Where(line => !line.StartsWith("logging", StringComparison.Ordinal)))
                + "\nlogging: {format: json}\n",
            TestContext.Current.CancellationToken);

        var (_, output) = await host.RunCommandAsync("run");

        var lines = output.Split('\n').Where(line => line.StartsWith('{')).ToArray();
        Assert.NotEmpty(lines);
        Assert.All(lines, line =>
        {
            using var entry = JsonDocument.Parse(line);
            Assert.True(DateTimeOffset.TryParseExact(
                entry.RootElement.GetProperty("Timestamp").GetString(), "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _), line);
        });
    }
}
