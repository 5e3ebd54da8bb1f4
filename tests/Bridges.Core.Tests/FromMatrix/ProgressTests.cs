using System.Text;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.FromMatrix;

/// <summary>What takes long is seen to come along, on either way, and its traces go when it is there.</summary>
public sealed class ProgressTests
{
    private readonly TestClock _clock = new();

    [Fact]
    public async Task Large_file_to_the_network_is_followed_by_a_notice_and_in_the_status()
    {
        await using var cargo = await CargoBridge.StartAsync(clock: _clock);
        using var gate = new Gate();
        var told = new TaskCompletionSource();
        cargo.Bridge.Network.BeforeSend = message =>
        {
            message.Progress!.Report(1_500_000);
            told.SetResult();
            return gate.Opened;
        };
        var film = StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.room.message", new JsonObject
        {
            ["msgtype"] = "m.file",
            ["body"] = "film.bin",
            ["url"] = cargo.Bridge.Homeserver.Media.Add(Encoding.UTF8.GetBytes("words of a film"), "application/octet-stream"),
            ["info"] = new JsonObject { ["size"] = 9_000_000 },
        });

        await cargo.Bridge.PushAsync(film);
        await told.Task.WaitAsync(TestBridge.Patience);
        var notice = await _clock.PassUntilAsync(cargo.SeesAsync(sent => sent.Body == "📎 film.bin: 1.5 MB of 9 MB have gone to Testnet"));
        Assert.Equal((cargo.Bridge.Homeserver.BotUserId, film["event_id"]!.GetValue<string>()), (notice.Sender, notice.Content.GetProperty("m.relates_to").GetProperty("m.in_reply_to").GetProperty("event_id").GetString()));
        await cargo.Bridge.AskAsync(cargo.Bridge.TalkRoom(cargo.Bridge.Alice), cargo.Bridge.Alice, "status", "film.bin: 1.5 MB of 9 MB have gone to Testnet");
        var edited = await _clock.PassUntilAsync(cargo.SeesAsync(sent => sent.Content.TryGetProperty("m.new_content", out _)));
        Assert.Equal(notice.EventId, edited.Content.GetProperty("m.relates_to").GetProperty("event_id").GetString());

        gate.Dispose();

        await cargo.SeesAsync(sent => sent.Redacts == notice.EventId);
    }

    [Fact]
    public async Task Large_file_to_Matrix_is_followed_by_a_notice_where_its_place_is_held_by_the_file_itself()
    {
        await using var cargo = await CargoBridge.StartAsync(clock: _clock);
        cargo.Bridge.Homeserver.Media.CanReserve = true;
        using var gate = new Gate();
        cargo.Account.BeforeFetch = (_, progress) =>
        {
            progress.Report(4);
            return gate.Opened;
        };

        var received = cargo.ReceiveAsync(new FileContent(cargo.Account.File("f", "application/pdf x", "paper.pdf")));
        var holder = await _clock.PassUntilAsync(cargo.SeesAsync(sent => sent.Body == "paper.pdf"));
        var notice = await _clock.PassUntilAsync(cargo.SeesAsync(sent => sent.Body == "📎 paper.pdf: 4 bytes of 17 bytes have come from Testnet"));
        await cargo.Bridge.AskAsync(cargo.Bridge.TalkRoom(cargo.Bridge.Alice), cargo.Bridge.Alice, "status", "paper.pdf: 4 bytes of 17 bytes have come from Testnet");
        gate.Dispose();

        await cargo.SeesAsync(sent => sent.Redacts == notice.EventId);
        await received;
        Assert.Equal("application/pdf x", cargo.FileAt(holder.Content.GetProperty("url").GetString()));
    }

    /// <summary>What holds a transfer back; opened at the latest when the test ends, however it ends.</summary>
    private sealed class Gate : IDisposable
    {
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Opened => _opened.Task;

        public void Dispose() => _opened.TrySetResult();
    }
}
