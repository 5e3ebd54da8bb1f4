using System.Globalization;
using Bridges.Abstractions;
using Bridges.Core.Caching;
using Bridges.Core.Lanes;
using Bridges.Storage;

namespace Bridges.Core.Portals.Looks;

/// <summary>How long messages of a chat stay, so that what is sent from Matrix vanishes with the others.</summary>
internal sealed class ChatTimers(SettingTable settings, Database database) : IDisposable
{
    private const string None = "-";

    private readonly BoundedCache<(NetworkId, ChatKey), DisappearingTimer?> _known = new(10_000);

    /// <summary>Null: they stay. Where nothing is known yet, the network is asked.</summary>
    public async ValueTask<DisappearingTimer?> OfAsync(IRemoteAccount account, PortalRow portal, CancellationToken cancellationToken)
    {
        if (account.Account is not ISetsTimers)
        {
            return null;
        }

        if (_known.TryGet((portal.Network, portal.Chat), out var known))
        {
            return known;
        }

        var changes = _known.Changes;
        if (await settings.GetAsync(Key(portal), cancellationToken) is { } kept)
        {
            var read = Read(kept);
            _known.Keep(changes, (portal.Network, portal.Chat), read);
            return read;
        }

        var details = await ModuleCalls.RunAsync(() => account.Account.GetChatAsync(portal.Chat, cancellationToken), cancellationToken);
        await NoteAsync(portal, details.Timer, cancellationToken);
        return details.Timer;
    }

    /// <summary>The chat has this timer now.</summary>
    /// <returns>Whether another one was known.</returns>
    public async Task<bool> NoteAsync(PortalRow portal, DisappearingTimer? timer, CancellationToken cancellationToken)
    {
        var kept = await settings.GetAsync(Key(portal), cancellationToken);
        var now = timer is { } set ? string.Create(CultureInfo.InvariantCulture, $"{(long)set.After.TotalMilliseconds}/{(set.FromRead ? 1 : 0)}") : None;
        _known.Set((portal.Network, portal.Chat), timer);
        if (kept != now)
        {
            await database.WriteAsync([SettingTable.Set(Key(portal), now)], cancellationToken);
        }

        return (kept ?? None) != now;
    }

    public void Dispose() => _known.Dispose();

    private static DisappearingTimer? Read(string kept) =>
        kept.Split('/') is [var after, var fromRead] && long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? new DisappearingTimer(TimeSpan.FromMilliseconds(milliseconds), fromRead == "1")
            : null;

    private static string Key(PortalRow portal) => $"timer/{LaneKey.Of(portal.Network, portal.Chat)}";
}
