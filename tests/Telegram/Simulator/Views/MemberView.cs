using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Views;

/// <summary>Members of groups and channels.</summary>
internal static class MemberView
{
    public static TlObject Participants(BasicGroup group) => new("chatParticipants")
    {
        ["chat_id"] = group.Id,
        ["participants"] = group.MemberList.Select(OfGroup).ToArray(),
        ["version"] = group.Version,
    };

    public static TlObject OfChannel(Member member, Person viewer)
    {
        var date = (int)member.Joined.ToUnixTimeSeconds();
        return member.Role switch
        {
            MemberRole.Creator => new TlObject("channelParticipantCreator") { ["user_id"] = member.Person.Id, ["admin_rights"] = RightsView.Admin() },
            MemberRole.Admin => new TlObject("channelParticipantAdmin")
            {
                ["user_id"] = member.Person.Id,
                ["promoted_by"] = member.InvitedBy.Id,
                ["date"] = date,
                ["admin_rights"] = RightsView.Admin(),
            },
            _ when member.Person == viewer => new TlObject("channelParticipantSelf")
            {
                ["user_id"] = member.Person.Id,
                ["inviter_id"] = member.InvitedBy.Id,
                ["date"] = date,
            },
            _ => new TlObject("channelParticipant") { ["user_id"] = member.Person.Id, ["date"] = date },
        };
    }

    private static TlObject OfGroup(Member member)
    {
        if (member.Role == MemberRole.Creator)
        {
            return new TlObject("chatParticipantCreator") { ["user_id"] = member.Person.Id };
        }

        return new TlObject(member.IsAdmin ? "chatParticipantAdmin" : "chatParticipant")
        {
            ["user_id"] = member.Person.Id,
            ["inviter_id"] = member.InvitedBy.Id,
            ["date"] = (int)member.Joined.ToUnixTimeSeconds(),
        };
    }
}
