using System.Text.Json;
using Bridges.Core.Groups;
using Bridges.Core.Portals.Members;
using Bridges.Core.Rooms;
using Bridges.Matrix;

namespace Bridges.Core.FromMatrix.Groups;

/// <summary>What somebody did to another in a room.</summary>
/// <param name="To">Whom.</param>
/// <param name="Membership">What they are since.</param>
/// <param name="Before">What they were before, where the homeserver says so.</param>
/// <param name="WasBannedThere">They were banned because the network had banned them.</param>
internal sealed record MembershipDeed(UserId To, string Membership, string? Before, bool WasBannedThere)
{
    /// <summary>Null where the event names nobody.</summary>
    public static MembershipDeed? Read(MatrixEvent roomEvent)
    {
        if (!UserId.TryParse(roomEvent.StateKey ?? "", out var to) || DeedsToOthers.Membership(roomEvent.Content) is not { } membership)
        {
            return null;
        }

        var before = roomEvent.Unsigned is { ValueKind: JsonValueKind.Object } more && more.TryGetProperty("prev_content", out var content) ? content : default;
        return new MembershipDeed(to, membership, DeedsToOthers.Membership(before), NonMembers.IsMarked(before));
    }

    /// <summary>They had asked to be let in, and are answered.</summary>
    public bool AnswersRequest => Before == "knock" && Membership != "ban";

    /// <summary>What that is on the network.</summary>
    public MemberDeed Deed => (Membership, Before) switch
    {
        ("invite", _) => MemberDeed.Add,
        ("ban", _) => MemberDeed.Ban,
        (_, "ban") => MemberDeed.Unban,
        _ => MemberDeed.Remove,
    };
}
