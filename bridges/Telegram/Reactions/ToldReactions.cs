using Bridges.Abstractions;

namespace Bridges.Telegram.Reactions;

/// <summary>What was told last of a message's reactions.</summary>
internal sealed class ToldReactions
{
    /// <summary>The keys of each person's.</summary>
    public Dictionary<RemoteUserId, string> People { get; } = [];

    /// <summary>How many of each there are, where nobody is named.</summary>
    public string Counts { get; set; } = "";
}
