namespace Bridges.Signal.Options;

/// <summary>The module's section of the configuration.</summary>
public sealed class SignalOptions
{
    /// <summary>What the phone shows under Settings, Linked devices. Default: <c>Bridges</c>.</summary>
    public string DeviceName { get; set; } = "Bridges";

    /// <summary>Whether the phone may send its history to a new login; it asks its owner itself. Default: true.</summary>
    public bool History { get; set; } = true;

    /// <summary>Whether calls are told in their chat. Default: true.</summary>
    public bool Calls { get; set; } = true;

    /// <summary>Whether text stories are shown in the chat with their author. Default: false.</summary>
    public bool Stories { get; set; }

    /// <summary>
    /// Whether people without a profile name are called as the user's address book calls them. Everybody who shares a room
    /// with them sees that name. Default: false.
    /// </summary>
    public bool ContactNames { get; set; }

    /// <summary>The program <c>node</c>, version 24 or newer. Default: the one that came with Bridges, else the one in PATH.</summary>
    public string? NodePath { get; set; }

    /// <summary>Memory in MiB over which the engine is restarted; 0: no limit. Default: 1024.</summary>
    public int MemoryLimitMb { get; set; } = 1024;

    /// <summary>A file that describes a simulated Signal service, for tests. Default: none, the real service.</summary>
    public string? ServiceFile { get; set; }
}
