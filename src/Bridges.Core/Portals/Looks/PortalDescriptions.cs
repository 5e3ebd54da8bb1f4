using Bridges.Abstractions;
using Bridges.Core.Ghosts;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Portals.Looks;

/// <summary>What a chat's room is called and looks like; a direct chat looks like the other person.</summary>
internal sealed class PortalDescriptions(GhostNames names, Avatars avatars, TimeProvider time)
{
    /// <summary>A chat that has no room yet.</summary>
    public async Task<PortalRow> NewAsync(IRemoteAccount account, ChatDetails details, CancellationToken cancellationToken) => await ApplyAsync(
        account, details,
        new PortalRow { Network = account.Network, Chat = details.Key, Kind = details.Kind, InfoHash = PortalPrivacy.Current, CreatedAt = time.GetUtcNow().ToUnixTimeMilliseconds() },
        cancellationToken);

    /// <summary>A portal as it is to look now; what the network does not tell stays as it is.</summary>
    public async Task<PortalRow> ApplyAsync(IRemoteAccount account, ChatDetails details, PortalRow portal, CancellationToken cancellationToken)
    {
        var (name, avatar) = await LookAsync(account, details, cancellationToken);
        var picture = await avatars.CarryAsync(account, avatar, new CarriedPicture(portal.AvatarId, portal.AvatarMxc), cancellationToken);
        return portal with
        {
            Kind = details.Kind,
            Name = name ?? portal.Name,
            Topic = details.Topic is { } topic ? ShownText.Topic(topic) : portal.Topic,
            AvatarId = picture.Id,
            AvatarMxc = picture.Mxc,
            OtherUser = details.OtherUser?.Value,
        };
    }

    private async Task<(string? Name, AvatarReference? Avatar)> LookAsync(IRemoteAccount account, ChatDetails details, CancellationToken cancellationToken)
    {
        if (details.Kind != ChatKind.Direct || details.OtherUser is not { } other)
        {
            return (names.OfChat(account, details), details.Avatar);
        }

        var person = await ModuleCalls.RunAsync(() => account.Account.GetUserAsync(other, cancellationToken), cancellationToken);
        return (names.OfPerson(account, person), person.Avatar);
    }
}
