using Bridges.TestBeds.Processes;

namespace Bridges.TestBeds.Host;

/// <summary>Has the host die where a message passes a checkpoint of its, and brings it back.</summary>
/// <param name="host">The product.</param>
/// <param name="nudge">Sends an event of which the homeserver tells the host.</param>
/// <param name="patience">For how long nobody need come by the checkpoint.</param>
public sealed class DeathAtCheckpoint(BridgesHost host, Func<Task> nudge, TimeSpan patience)
{
    private const string Switch = "BRIDGES_KILL_AT";
    private const int KilledBySignal = 128 + (int)Signal.Kill;

    /// <summary>What was written is told of long before; else it lies with a homeserver that tells of it with the next.</summary>
    private static readonly TimeSpan BeforeNudge = TimeSpan.FromSeconds(10);

    private string _point = "";

    /// <summary>Starts the host so that it will die at a checkpoint, when that is passed for the n-th time.</summary>
    public async Task ArmAsync(Enum point, int times = 1)
    {
        await host.StopAsync();
        _point = point.ToString();
        host.Environment[Switch] = $"{point}:{times}";
        await host.StartWithoutWaitingAsync();
        try
        {
            await host.WaitUntilReadyAsync();
        }
        catch (InvalidOperationException) when (IsOfTransactions)
        {
            // Synapse tells only now of what the host had found in its room before, and the host dies of that.
            await WaitAsync();
        }
    }

    /// <summary>Returns when the host has died, and just there.</summary>
    public async Task WaitAsync()
    {
        using var enough = new CancellationTokenSource(patience);
        var death = host.WaitForExitAsync(enough.Token);
        if (IsOfTransactions && await Task.WhenAny(death, Task.Delay(BeforeNudge, CancellationToken.None)) != death)
        {
            await nudge();
        }

        try
        {
            var exitCode = await death;
            if (exitCode != KilledBySignal || !host.Output.Lines.Contains($"{Switch}: killed at {_point}"))
            {
                throw new InvalidOperationException($"The host did not die at {_point}, but with exit code {exitCode}.");
            }
        }
        catch (OperationCanceledException timeout)
        {
            throw new TimeoutException($"{_point} was never reached.", timeout);
        }
    }

    /// <summary>Starts the host, which has died, so that it will die at the same checkpoint again.</summary>
    public Task RiseToDieAgainAsync() => host.StartWithoutWaitingAsync();

    /// <summary>Starts the host, which has died, and lets it live.</summary>
    public async Task ReviveAsync()
    {
        host.Environment.Remove(Switch);
        await host.StartAsync();
    }

    /// <summary>Starts the host where an earlier test has left it dead, or about to die.</summary>
    public async Task EnsureLifeAsync()
    {
        if (host.Environment.ContainsKey(Switch))
        {
            await host.KillAsync();
            await ReviveAsync();
        }
    }

    /// <summary>Synapse keeps back what comes just as it ends a recovery. The host finds that by itself, but then no transaction passes.</summary>
    private bool IsOfTransactions => _point.StartsWith("Transaction", StringComparison.Ordinal);
}
