using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>Brings a room's name, topic, picture, members and power levels in line with its chat.</summary>
internal sealed class PortalUpdates(
    PortalRegistry portals, Avatars avatars, PortalMembers members, HomeserverClients clients)
{
    public async Task<RowOutcome> BridgeAsync(RunningAccount account, PortalRow portal, CancellationToken cancellationToken)
    {
        var details = await account.Account.GetChatAsync(portal.Chat, cancellationToken);
        details = details with { Topic = details.Topic is { } topic ? ShownText.Topic(topic) : null };
        var (name, avatar) = await GhostRegistry.LookOfChatAsync(account, details, cancellationToken);
        var print = Print(details, name, avatar);
        if (portal.InfoHash == print)
        {
            return RowOutcome.Nothing;
        }

        var room = new RoomId(portal.RoomId!);
        if (name is not null && name != portal.Name)
        {
            await SetAsync(room, EventTypes.Name, new JsonObject { ["name"] = name }, cancellationToken);
        }

        if (details.Topic != portal.Topic)
        {
            await SetAsync(room, EventTypes.Topic, new JsonObject { ["topic"] = details.Topic ?? "" }, cancellationToken);
        }

        var mxc = portal.AvatarMxc;
        if (avatar?.Id != portal.AvatarId)
        {
            mxc = (await avatars.UploadAsync(account, avatar, cancellationToken))?.Value;
            if (mxc != portal.AvatarMxc)
            {
                await SetAsync(room, EventTypes.Avatar, mxc is null ? [] : new JsonObject { ["url"] = mxc }, cancellationToken);
            }
        }

        await members.BringInLineAsync(account, room, details, cancellationToken);
        await portals.SaveAsync(
            portal with { Name = name ?? portal.Name, Topic = details.Topic, AvatarId = avatar?.Id, AvatarMxc = mxc, InfoHash = print }, cancellationToken);
        return RowOutcome.Nothing;
    }

    private Task SetAsync(RoomId room, string type, JsonObject content, CancellationToken cancellationToken) =>
        clients.Main.SendStateAsync(actingAs: null, room, type, "", content, cancellationToken);

    /// <summary>Changes when anything changes that a room shows.</summary>
    private static string Print(ChatDetails details, string? name, AvatarReference? avatar)
    {
        var members = details.Members.OrderBy(member => member.User.Value, StringComparer.Ordinal).Select(member => $"{member.User}={member.Role}");
        string?[] parts = [name, details.Topic, avatar?.Id, $"{details.WhoMaySend}", $"{details.MembersAreComplete}", .. members];
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parts, PrintJson.Default.StringArray)))[..32];
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string[]))]
internal sealed partial class PrintJson : System.Text.Json.Serialization.JsonSerializerContext;
