using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Media;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.Media;

public sealed class TransferFiguresTests
{
    [Fact]
    public async Task Files_are_counted_by_direction_and_outcome_with_their_bytes()
    {
        await using var cargo = await CargoBridge.StartAsync();
        using var sums = new Sums(cargo.Bridge.Services.GetRequiredService<TransferFigures>());

        await cargo.ReceiveAsync(new ImageContent(cargo.Account.File("p", "image/png 30x20", "a.png")));
        await cargo.SeesAsync(sent => sent.Body == "a.png");
        await cargo.Bridge.PushAsync(StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.room.message", new JsonObject
        {
            ["msgtype"] = "m.file",
            ["body"] = "words.txt",
            ["url"] = cargo.Bridge.Homeserver.Media.Add(Encoding.UTF8.GetBytes("some words"), "text/plain"),
            ["info"] = new JsonObject { ["size"] = 10 },
        }));
        await cargo.Bridge.WaitUntilIdleAsync();

        Assert.Equal(1, sums.Of("bridges_transfers", "from_network", "done"));
        Assert.Equal(15, sums.Of("bridges_transfer", "from_network"));
        Assert.Equal(1, sums.Of("bridges_transfers", "from_matrix", "done"));
        Assert.Equal(10, sums.Of("bridges_transfer", "from_matrix"));
        Assert.Equal(0, sums.Of("bridges_transfers", "from_network", "failed") + sums.Of("bridges_transfers", "from_matrix", "failed"));
        Assert.Equal(0, sums.Of("bridges_transfers_running", "from_network") + sums.Of("bridges_transfers_running", "from_matrix"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_had_is_counted_as_failed()
    {
        await using var cargo = await CargoBridge.StartAsync();
        using var sums = new Sums(cargo.Bridge.Services.GetRequiredService<TransferFigures>());
        cargo.Account.BeforeFetch = (_, _) => throw BridgeException.Permanent("It is gone.");

        await cargo.ReceiveAsync(new FileContent(cargo.Account.File("f", "application/pdf x", "paper.pdf")));
        await cargo.SeesAsync(sent => sent.Body?.Contains("paper.pdf", StringComparison.Ordinal) == true);

        Assert.Equal(1, sums.Of("bridges_transfers", "from_network", "failed"));
        Assert.Equal(0, sums.Of("bridges_transfers_running", "from_network"));
    }

    [Fact]
    public async Task An_admin_hears_how_much_is_kept_and_a_user_does_not()
    {
        var folder = Directory.CreateTempSubdirectory("bridges-stores-");
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.CreateSubdirectory("deep").FullName, "file"), new byte[2000], TestContext.Current.CancellationToken);
            await using var bridge = await TestBridge.StartAsync(prepare: bridge => bridge.Options = bridge.Options with
            {
                StoreFolders = [("media cache", folder.FullName), ("engine of test", Path.Combine(folder.FullName, "not made yet"))],
            });
            var root = bridge.Homeserver.AddUser("root");

            await bridge.AskAsync(bridge.TalkRoom(root), root, "status", ", media cache 2 kB, engine of test 0 bytes");
            await bridge.AskAsync(bridge.TalkRoom(bridge.Alice), bridge.Alice, "status", "Testnet");

            Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.RoomId == bridge.TalkRoom(bridge.Alice) && sent.Body?.Contains("On disk", StringComparison.Ordinal) == true);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What the figures of one bridge add up to.</summary>
    private sealed class Sums : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentDictionary<string, long> _sums = new(StringComparer.Ordinal);

        public Sums(TransferFigures figures)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, figures))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            {
                var labels = tags.ToArray().Where(tag => tag.Key != "network").Select(tag => $"{tag.Value}");
                _sums.AddOrUpdate($"{instrument.Name} {string.Join(' ', labels)}", value, (_, sum) => sum + value);
            });
            _listener.Start();
        }

        public long Of(string instrument, params string[] labels) => _sums.GetValueOrDefault($"{instrument} {string.Join(' ', labels)}");

        public void Dispose() => _listener.Dispose();
    }
}
