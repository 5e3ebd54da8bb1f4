using Bridges.Abstractions;
using Bridges.Core.Caching;
using Bridges.Core.Identity;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Ghosts;

/// <summary>Registers ghosts and keeps their names and pictures as the network shows them.</summary>
internal sealed class GhostRegistry(
    Database database, GhostTable table, GhostIds ids, GhostNames names, Avatars avatars, HomeserverClients clients, ICheckpoints checkpoints) : IDisposable
{
    private readonly BoundedCache<(NetworkId, RemoteUserId), GhostRow> _known = new(8192);
    private readonly KeyedGate<(NetworkId, RemoteUserId)> _gate = new();

    /// <summary>When a network last told how somebody looks, as a number that grows.</summary>
    private readonly BoundedCache<(NetworkId, RemoteUserId), long> _told = new(8192);
    private long _moment;

    public UserId IdOf(NetworkId network, RemoteUserId user) => ids.ToMatrix(network, user);

    /// <summary>The ghost's Matrix user, registered and named, made where there is none.</summary>
    public async ValueTask<UserId> EnsureAsync(IRemoteAccount account, RemoteUserId user, CancellationToken cancellationToken) =>
        (await MeetAsync(account, user, cancellationToken)).User;

    /// <summary>The same as a sender, which knows whether it was made just now.</summary>
    public async ValueTask<MatrixSender> MeetAsync(IRemoteAccount account, RemoteUserId user, CancellationToken cancellationToken)
    {
        var isNew = await FindAsync(account.Network, user, cancellationToken) is not { IsRegistered: true };
        if (isNew)
        {
            await RefreshAsync(account, user, cancellationToken);
        }

        return new MatrixSender(clients.Main, ids.ToMatrix(account.Network, user)) { IsNew = isNew };
    }

    public async ValueTask<GhostRow?> FindAsync(NetworkId network, RemoteUserId user, CancellationToken cancellationToken)
    {
        user = ids.Current(network, user);
        if (_known.TryGet((network, user), out var ghost))
        {
            return ghost;
        }

        var changes = _known.Changes;
        ghost = await table.FindAsync(network, user, cancellationToken);
        if (ghost is not null)
        {
            _known.Keep(changes, (network, user), ghost);
        }

        return ghost;
    }

    /// <summary>Asks the network how a person is shown now, and mends what differs.</summary>
    public async Task RefreshAsync(IRemoteAccount account, RemoteUserId user, CancellationToken cancellationToken)
    {
        var asked = Interlocked.Increment(ref _moment);
        var details = await ModuleCalls.RunAsync(() => account.Account.GetUserAsync(ids.Current(account.Network, user), cancellationToken), cancellationToken);
        await UpdateAsync(account, details, asked, cancellationToken);
    }

    /// <summary>Brings a ghost's profile up to date with what the network tells by itself; registers it first where needed.</summary>
    /// <returns>Whether anything changed.</returns>
    public Task<bool> UpdateAsync(IRemoteAccount account, UserDetails details, CancellationToken cancellationToken)
    {
        var now = Interlocked.Increment(ref _moment);
        _told.Set((account.Network, ids.Current(account.Network, details.Id)), now);
        return UpdateAsync(account, details, now, cancellationToken);
    }

    public void Dispose()
    {
        _known.Dispose();
        _told.Dispose();
    }

    /// <param name="since">From when the details are, or later.</param>
    private async Task<bool> UpdateAsync(IRemoteAccount account, UserDetails details, long since, CancellationToken cancellationToken)
    {
        details = details with { Id = ids.Current(account.Network, details.Id), Name = names.OfPerson(account, details) };
        var key = (account.Network, details.Id);
        using var turn = await _gate.EnterAsync(key, cancellationToken);
        var old = await FindAsync(account.Network, details.Id, cancellationToken);
        if (old is { IsRegistered: true } && _told.TryGet(key, out var told) && told > since)
        {
            // The network has told of a change while it was asked: the answer may be older.
            return false;
        }

        var ghost = await ApplyAsync(account, old, details, cancellationToken);
        if (ghost == old)
        {
            return false;
        }

        await database.WriteAsync([GhostTable.Upsert(ghost)], cancellationToken: cancellationToken);
        _known.Set(key, ghost);
        return true;
    }

    private async Task<GhostRow> ApplyAsync(IRemoteAccount account, GhostRow? old, UserDetails details, CancellationToken cancellationToken)
    {
        var user = ids.ToMatrix(account.Network, details.Id);
        if (old is not { IsRegistered: true })
        {
            await clients.Main.RegisterAsync(user.Localpart, cancellationToken);
            checkpoints.Reached(Checkpoint.GhostRegistered);
        }

        if (old?.Name != details.Name)
        {
            await clients.Main.SetDisplayNameAsync(user, details.Name, cancellationToken);
        }

        var picture = await avatars.CarryAsync(account, details.Avatar, new CarriedPicture(old?.AvatarId, old?.AvatarMxc), cancellationToken);
        if (picture.Mxc != old?.AvatarMxc)
        {
            await clients.Main.SetAvatarUrlAsync(user, picture.Mxc is null ? null : new MxcUri(picture.Mxc), cancellationToken);
        }

        return new GhostRow
        {
            Network = account.Network,
            User = details.Id,
            Name = details.Name,
            AvatarId = picture.Id,
            AvatarMxc = picture.Mxc,
            IsRegistered = true,
            IsBot = details.IsBot,
        };
    }
}
