using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Core.Accounts;

namespace Bridges.Core.Portals.Upkeep;

/// <summary>What is to be mended in one chat's room.</summary>
/// <param name="Account">By whom the network is asked.</param>
internal sealed record UpkeepTask(RunningAccount Account, ChatKey Chat)
{
    /// <summary>Something happened in the chat; else it is merely due.</summary>
    public bool IsSoon { get; init; }

    /// <summary>Compare the whole of it with the network.</summary>
    public bool Compares { get; init; }

    /// <summary>Names and pictures of those who are there, too.</summary>
    public bool RefreshesNames { get; init; }

    /// <summary>How often it failed for a passing reason.</summary>
    public int Failures { get; init; }

    /// <summary>Cancelled where the chat is changed from here while the task is under way: what it has read may be the old or the new.</summary>
    public CancellationToken Overtaken { get; init; }

    /// <summary>Those who came into the chat.</summary>
    public HashSet<RemoteUserId> Joined { get; } = [];

    /// <summary>Those who went while the task was under way.</summary>
    public ConcurrentBag<RemoteUserId> Left { get; } = [];
}
