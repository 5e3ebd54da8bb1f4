namespace Bridges.Telegram.State;

/// <summary>What TDLib last told of a basic group, supergroup or channel.</summary>
/// <param name="OwnStatus">TDLib's type name of the account's own membership.</param>
/// <param name="MemberCount">How many members, as far as <see cref="CountedMembers"/>: of more, the exact number changes all the time.</param>
/// <param name="IsBroadcast">Only administrators write, however many members there are.</param>
internal sealed record KnownGroup(long Id, string OwnStatus, int MemberCount, bool IsBroadcast)
{
    public const int CountedMembers = 200;

    /// <summary>The public name, without a sign; null for private ones.</summary>
    public string? Username { get; init; }

    /// <summary>The supergroup that it became, and goes on in; 0 where it did not.</summary>
    public long UpgradedTo { get; init; }

    /// <summary>Nobody can write in it any more.</summary>
    public bool IsClosed { get; init; }

    /// <summary>The account is not in it any more.</summary>
    public bool AccountIsOut => OwnStatus is "chatMemberStatusLeft" or "chatMemberStatusBanned";
}
