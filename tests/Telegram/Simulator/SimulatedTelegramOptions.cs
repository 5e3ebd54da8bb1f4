namespace Bridges.Telegram.Simulator;

/// <summary>How a simulated data centre is set up.</summary>
public sealed record SimulatedTelegramOptions
{
    /// <summary>Port for clients on loopback. Default 0: any free one.</summary>
    public int Port { get; init; }

    /// <summary>Port of the HTTP control interface on loopback; 0 for any free one. Default null: none.</summary>
    public int? ControlPort { get; init; }

    /// <summary>The code that every phone login receives. Default: 12345.</summary>
    public string LoginCode { get; init; } = "12345";

    /// <summary>Where the server key and patched libraries are kept. Default: a folder in the user's cache.</summary>
    public string CacheDirectory { get; init; } = Library.SimulatorCache.DefaultDirectory;

    /// <summary>The clock. Default: the system's. Clients compare it with their own, so it must run.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where the simulator's own notes go. Default: nowhere.</summary>
    public Action<string> Log { get; init; } = _ => { };
}
