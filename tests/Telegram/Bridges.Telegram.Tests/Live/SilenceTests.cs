using System.Diagnostics;
using Bridges.Abstractions;

namespace Bridges.Telegram.Tests.Live;

/// <summary>Connections that are dead without anybody being told.</summary>
public sealed class SilenceTests
{
    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_mute_data_centre_answers_no_probe_and_is_reached_again_when_it_speaks()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var probed = (IProbesConnection)account;
        await probed.ProbeAsync(TelegramBed.Cancellation);

        bed.Telegram.Faults.Mute = true;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ProbeShortlyAsync(probed));
        bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), "said to nobody");
        bed.Telegram.Faults.Mute = false;
        await probed.ReconnectAsync(TelegramBed.Cancellation);

        Assert.Contains(host.States.All, state => state.Condition == AccountCondition.Connecting);
        await host.MessageAsync("said to nobody");
        await host.ConnectedAsync();
        await probed.ProbeAsync(TelegramBed.Cancellation);
    }

    [Fact]
    public async Task A_frozen_engine_answers_no_probe_and_another_takes_its_place()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var (probed, frozen) = ((IProbesConnection)account, bed.EngineProcess);

        using (var freeze = Process.Start("kill", ["-STOP", $"{frozen}"]))
        {
            await freeze.WaitForExitAsync(TelegramBed.Cancellation);
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ProbeShortlyAsync(probed));
        bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), "while it was frozen");

        await host.MessageAsync("while it was frozen");
        Assert.NotEqual(frozen, bed.EngineProcess);
        await probed.ProbeAsync(TelegramBed.Cancellation);
    }

    private static async Task ProbeShortlyAsync(IProbesConnection probed)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TelegramBed.Cancellation);
        patience.CancelAfter(ShortPatience);
        await probed.ProbeAsync(patience.Token);
    }
}
