using System.Text.Json;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Sessions;

/// <summary>Something that an account has yet to tell the host, in the order in which it came.</summary>
internal abstract record AccountUpdate
{
    /// <summary>An update of TDLib, as it came.</summary>
    public sealed record Raw(JsonElement Update, TdState State) : AccountUpdate
    {
        /// <summary>Whether others may have overtaken it: what it says may be over.</summary>
        public bool IsLate { get; init; }
    }

    /// <summary>A message that TDLib does not tell of as new, and whatever came since the one told last; 0: none.</summary>
    public sealed record Untold(JsonElement Message, long After, TdState State) : AccountUpdate;

    /// <summary>A known object changed.</summary>
    public sealed record Changed(StateChange Change, TdState State) : AccountUpdate;
}
