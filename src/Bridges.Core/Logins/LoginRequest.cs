using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core.Logins;

/// <summary>Which login a user wants.</summary>
internal sealed record LoginRequest(UserId Owner, LoadedNetwork Network, LoginFlow Flow)
{
    /// <summary>How much of the account's past they want; null: as usual.</summary>
    public HistoryAmount? Amount { get; init; }

    /// <summary>The account that this one is to take the place of: ended on the network if another came out of the login; null for none.</summary>
    public AccountId? Replaces { get; init; }
}
