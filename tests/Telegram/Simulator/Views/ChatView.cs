using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Views;

/// <summary>Groups and channels as a person sees them.</summary>
internal static class ChatView
{
    public static TlObject Render(GroupChat chat, Person viewer) =>
        RawFields.Apply(chat is Channel channel ? Render(channel, viewer) : Render((BasicGroup)chat, viewer), chat);

    private static TlObject Render(BasicGroup group, Person viewer)
    {
        if (group.Banned.Contains(viewer))
        {
            return new TlObject("chatForbidden") { ["id"] = group.Id, ["title"] = group.Title };
        }

        var member = group.MemberFor(viewer);
        return new TlObject("chat")
        {
            ["creator"] = member?.Role == MemberRole.Creator,
            ["left"] = member is null,
            ["deactivated"] = group.MigratedTo is not null,
            ["migrated_to"] = group.MigratedTo is { } channel
                ? new TlObject("inputChannel") { ["channel_id"] = channel.Id, ["access_hash"] = channel.AccessHash }
                : null,
            ["id"] = group.Id,
            ["title"] = group.Title,
            ["photo"] = PictureView.OfChat(group.Picture),
            ["participants_count"] = group.MemberList.Count,
            ["date"] = (int)group.Created.ToUnixTimeSeconds(),
            ["version"] = group.Version,
            ["admin_rights"] = member?.Role == MemberRole.Admin ? RightsView.Admin() : null,
            ["default_banned_rights"] = RightsView.NothingBanned(),
        };
    }

    private static TlObject Render(Channel channel, Person viewer)
    {
        var member = channel.MemberFor(viewer);
        if (channel.Banned.Contains(viewer))
        {
            return new TlObject("channelForbidden")
            {
                ["broadcast"] = channel.IsBroadcast,
                ["megagroup"] = !channel.IsBroadcast,
                ["id"] = channel.Id,
                ["access_hash"] = channel.AccessHash,
                ["title"] = channel.Title,
            };
        }

        return new TlObject("channel")
        {
            ["creator"] = member?.Role == MemberRole.Creator,
            ["left"] = member is null,
            ["broadcast"] = channel.IsBroadcast,
            ["megagroup"] = !channel.IsBroadcast,
            ["id"] = channel.Id,
            ["access_hash"] = channel.AccessHash,
            ["title"] = channel.Title,
            ["username"] = channel.Username.Length == 0 ? null : channel.Username,
            ["photo"] = PictureView.OfChat(channel.Picture),
            ["date"] = (int)(member?.Joined ?? channel.Created).ToUnixTimeSeconds(),
            ["admin_rights"] = member?.IsAdmin == true ? RightsView.Admin() : null,
            ["default_banned_rights"] = channel.IsBroadcast ? null : RightsView.NothingBanned(),
            ["participants_count"] = channel.MemberList.Count,
        };
    }
}
