namespace Bridges.Core;

/// <summary>
/// How long the bridge waits for a module before it goes on without it. No module is trusted to heed a cancellation: what
/// hangs in one must not hold up the others.
/// </summary>
internal static class ModulePatience
{
    /// <summary>For a network or an account to start; one that takes longer goes on by itself.</summary>
    public static TimeSpan Starting { get; } = TimeSpan.FromSeconds(30);

    /// <summary>For a network or an account to end.</summary>
    public static TimeSpan Ending { get; } = TimeSpan.FromSeconds(10);

    /// <summary>For a network to come up beside the others; the bridge begins its work without one that takes longer.</summary>
    public static TimeSpan Gathering { get; } = TimeSpan.FromSeconds(5);

    /// <summary>For a read receipt, which must not hold back messages for long.</summary>
    public static TimeSpan Receipt { get; } = TimeSpan.FromSeconds(20);

    /// <summary>For a person's command, while nothing else that they say is heard.</summary>
    public static TimeSpan Command { get; } = TimeSpan.FromMinutes(2);

    /// <summary>For a list of chats, or a piece of history.</summary>
    public static TimeSpan Reading { get; } = TimeSpan.FromMinutes(5);

    /// <summary>For the last messages with which a room begins, while what is said now waits behind them.</summary>
    public static TimeSpan Beginning { get; } = TimeSpan.FromMinutes(1);

    /// <summary>To bring one room in line with its chat, all its members included.</summary>
    public static TimeSpan Upkeep { get; } = TimeSpan.FromMinutes(30);

    /// <summary>For all that one journal row asks for.</summary>
    public static TimeSpan Row { get; } = TimeSpan.FromMinutes(10);

    /// <summary>For a file that nothing waits for; one that does not move is given up sooner.</summary>
    public static TimeSpan Transfer { get; } = TimeSpan.FromHours(12);
}
