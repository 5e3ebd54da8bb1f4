using Bridges.Chaos.Tests.Disasters;

namespace Bridges.Chaos.Tests.Databases;

/// <summary>Where the bridge keeps what it knows, and what can befall it there.</summary>
internal interface IChaosDatabase : IAsyncDisposable
{
    /// <summary>As in the host's configuration.</summary>
    string Setting { get; }

    /// <summary>What can befall it.</summary>
    IReadOnlyList<IDisaster> Disasters { get; }

    /// <summary>Somebody else holds the database for a while, so that it answers "busy", or not at all.</summary>
    Task HoldAsync(TimeSpan duration);

    /// <summary>From now on nothing can be added, until <see cref="FreeDiskAsync"/>.</summary>
    Task FillDiskAsync();

    Task FreeDiskAsync();

    /// <summary>What a query yields, a line a row.</summary>
    Task<IReadOnlyList<string>> ReadAsync(string sql);
}
