using Bridges.TestBeds;
using Bridges.TestBeds.Host;
using Bridges.WhatsApp.EndToEnd.Tests.Beds;

namespace Bridges.WhatsApp.EndToEnd.Tests;

/// <summary>WhatsApp and Signal in one host, each with its real engine: the trouble of one is not the other's.</summary>
public sealed class IsolationTests : IAsyncLifetime
{
    private readonly WhatsAppStage _stage = new() { OtherNetworks = $"  signal:\n    node_path: \"{InstalledParts.Node}\"\n" };
    private string _room = "";

    public async ValueTask InitializeAsync()
    {
        await _stage.InitializeAsync();
        await _stage.LogInAsync();
        await _stage.SayAsync(_stage.Bob, new { conversation = "the first word" });
        _room = (await _stage.SeeAsync(seen => seen.Body == "the first word")).RoomId;
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Whatsapp_goes_on_while_signals_engine_dies_or_hangs_and_the_host_still_stops_and_starts()
    {
        for (var round = 0; round < 3; round++)
        {
            EngineProcess.Kill(_stage.Host, "signal");
            await TalkAsync($"killed {round}");
        }

        var frozen = 0;
        await WhatsApp.Bed.SimulatedWhatsApp.UntilAsync(async () => (frozen = await EngineProcess.FreezeAsync(_stage.Host, "signal")) > 0 ? true : (bool?)null, "Signal's engine to be there again");
        await TalkAsync("frozen");
        Assert.Equal(1, frozen);

        // What hangs may not keep the host from stopping, nor what comes after it from starting.
        await _stage.Host.StopAsync();
        await _stage.Host.StartAsync();
        await TalkAsync("again");
    }

    private async Task TalkAsync(string when)
    {
        await _stage.SayAsync(_stage.Bob, new { conversation = $"{when} from WhatsApp" });
        await _stage.SeeAsync(seen => seen.RoomId == _room && seen.Body == $"{when} from WhatsApp");
        await _stage.Alice.SendTextAsync(_room, $"{when} from Matrix");
        await _stage.WhatsApp.ReceivesAsync(_stage.Bob, received =>
            received.GetProperty("message").TryGetProperty("extendedTextMessage", out var text) && text.GetProperty("text").GetString() == $"{when} from Matrix");
    }
}
