using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Options;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Chats;

/// <summary>Lists the members of groups and channels, administrators first, at most as many as are to be shown.</summary>
internal sealed class MemberReader(AccountId account, AccountSession session, TelegramOptions options)
{
    private const int PageSize = 200;

    public (IReadOnlyList<ChatMember> Members, bool AreComplete) OfBasicGroup(JsonElement fullInfo)
    {
        var members = fullInfo.Items("members").Select(Member).OfType<ChatMember>().OrderByDescending(member => member.Role).ToList();
        return (Cut(members), members.Count > 0 && members.Count <= options.MaxMembers);
    }

    public async Task<(IReadOnlyList<ChatMember> Members, bool AreComplete)> OfSupergroupAsync(
        KnownGroup group, JsonElement fullInfo, CancellationToken cancellationToken)
    {
        var members = new Dictionary<RemoteUserId, ChatMember>();
        var isComplete = false;
        if (Own(group.OwnStatus) is { } self)
        {
            members[self.User] = self;
        }

        if (fullInfo.Flag("can_get_members"))
        {
            await AddAsync(members, group.Id, "supergroupMembersFilterAdministrators", cancellationToken);
            var all = await AddAsync(members, group.Id, "supergroupMembersFilterRecent", cancellationToken);
            isComplete = all <= members.Count && members.Count <= options.MaxMembers && !fullInfo.Flag("has_hidden_members");
        }

        return (Cut(members.Values), isComplete);
    }

    /// <returns>How many there are in all.</returns>
    private async Task<int> AddAsync(Dictionary<RemoteUserId, ChatMember> members, long supergroup, string filter, CancellationToken cancellationToken)
    {
        var total = 0;
        for (var offset = 0; offset < options.MaxMembers; offset += PageSize)
        {
            var page = await session.RequestAsync(
                TdJson.Request(
                    "getSupergroupMembers",
                    ("supergroup_id", supergroup),
                    ("filter", TdJson.Request(filter)),
                    ("offset", offset),
                    ("limit", Math.Min(PageSize, options.MaxMembers - offset))),
                cancellationToken);
            var found = page.Items("members").ToList();
            total = Math.Max(total, (int)page.Number("total_count"));
            foreach (var member in found.Select(Member).OfType<ChatMember>())
            {
                members[member.User] = member;
            }

            if (found.Count == 0 || offset + found.Count >= total)
            {
                break;
            }
        }

        return total;
    }

    /// <summary>The account itself always stays in the list.</summary>
    private List<ChatMember> Cut(IEnumerable<ChatMember> members) =>
    [
        .. members
            .OrderByDescending(member => member.User.Value == account.Value)
            .ThenByDescending(member => member.Role)
            .Take(options.MaxMembers),
    ];

    private ChatMember? Own(string status) =>
        Role(status, maySend: true) is { } role ? new ChatMember(new RemoteUserId(account.Value), role) : null;

    private static ChatMember? Member(JsonElement member)
    {
        var status = member.Object("status");
        var maySend = StateReader.MaySend(status?.Object("permissions"));
        var isThere = status is { } known && (!known.Is("chatMemberStatusRestricted") || known.Flag("is_member"));
        return member.Object("member_id")?.Number("user_id") is > 0 and var user && isThere && Role(status!.Value.Type(), maySend) is { } role
            ? new ChatMember(RemoteIds.User(user), role)
            : null;
    }

    /// <returns>Null for who is no member.</returns>
    private static MemberRole? Role(string status, bool maySend) => status switch
    {
        "chatMemberStatusCreator" => MemberRole.Owner,
        "chatMemberStatusAdministrator" => MemberRole.Administrator,
        "chatMemberStatusMember" => MemberRole.Member,
        "chatMemberStatusRestricted" => maySend ? MemberRole.Member : MemberRole.Restricted,
        _ => null,
    };
}
