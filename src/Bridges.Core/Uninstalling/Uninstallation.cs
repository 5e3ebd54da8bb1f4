using System.Collections.Concurrent;
using Bridges.Core.Ghosts;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Uninstalling;

/// <summary>
/// Takes the bridge out of the homeserver: its ghosts and its bot leave every room, and rooms that mirror chats are erased where that is
/// wanted and allowed. What is done is seen on the homeserver and in the database, so that one that was cut off goes on where it was.
/// </summary>
/// <param name="purge">By which rooms are erased; null: they stay for those who are in them.</param>
public sealed class Uninstallation(HomeserverClients clients, Database database, RoomPurge? purge, CoreOptions options)
{
    private const int AtOnce = 4;

    private readonly GhostIds _ids = new(options, new CurrentPeople());
    private readonly PortalTable _portals = new(database);
    private readonly ConcurrentQueue<string> _failures = new();
    private int _rooms;
    private int _otherRooms;
    private int _ghosts;
    private int _purged;

    /// <summary>Counts what there is, and changes nothing.</summary>
    public async Task<UninstallCounts> LookAsync(CancellationToken cancellationToken)
    {
        var (portals, others) = await RoomsAsync(cancellationToken);
        var ghosts = 0;
        await Parallel.ForEachAsync(
            portals.Select(portal => new RoomId(portal.RoomId!)).Concat(others),
            Options(cancellationToken),
            async (room, token) => Interlocked.Add(ref ghosts, (await GhostsInAsync(room, token)).Count));
        return new UninstallCounts(portals.Count, others.Count, ghosts);
    }

    /// <param name="progress">Told of each room and each ghost that is done: what, how many, of how many.</param>
    /// <exception cref="HomeserverUnreachableException">The homeserver is gone; to be run again.</exception>
    public async Task<UninstallCounts> RunAsync(Action<string, int, int> progress, CancellationToken cancellationToken)
    {
        var (portals, others) = await RoomsAsync(cancellationToken);
        await EachAsync("rooms", portals, ClearAsync, progress, cancellationToken);
        await EachAsync("rooms with the bot", others, LeaveOtherAsync, progress, cancellationToken);
        // In rooms that people made with a ghost alone, the bot never was.
        await EachAsync("people of the networks", await new GhostTable(database).RegisteredAsync(cancellationToken), LeaveAllAsync, progress, cancellationToken);
        return new UninstallCounts(_rooms, _otherRooms, _ghosts, _purged) { Failures = [.. _failures] };
    }

    private static ParallelOptions Options(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };

    private async Task<(IReadOnlyList<PortalRow> Portals, IReadOnlyList<RoomId> Others)> RoomsAsync(CancellationToken cancellationToken)
    {
        var portals = (await _portals.AllAsync(cancellationToken)).Where(portal => portal.RoomId is not null).ToArray();
        var known = portals.Select(portal => portal.RoomId!).ToHashSet(StringComparer.Ordinal);
        var joined = await clients.Main.JoinedRoomsAsync(actingAs: null, cancellationToken);
        return (portals, [.. joined.Where(room => !known.Contains(room.Value))]);
    }

    private async Task EachAsync<T>(string what, IReadOnlyList<T> all, Func<T, CancellationToken, Task> work, Action<string, int, int> progress, CancellationToken cancellationToken)
    {
        var done = 0;
        await Parallel.ForEachAsync(all, Options(cancellationToken), async (one, token) =>
        {
            try
            {
                await work(one, token);
            }
            catch (MatrixException exception)
            {
                _failures.Enqueue($"{Name(one)}: {exception.ErrorCode} {exception.Message}");
            }

            progress(what, Interlocked.Increment(ref done), all.Count);
        });
    }

    private static string Name<T>(T one) => one switch { PortalRow portal => portal.RoomId!, GhostRow ghost => $"{ghost.Network}/{ghost.User}", _ => $"{one}" };

    private async Task ClearAsync(PortalRow portal, CancellationToken cancellationToken)
    {
        var room = new RoomId(portal.RoomId!);
        var ghosts = await GhostsInAsync(room, cancellationToken);
        if (purge is not null && await purge.RunAsync(room, cancellationToken))
        {
            Interlocked.Increment(ref _purged);
            Interlocked.Add(ref _ghosts, ghosts.Count);
        }
        else
        {
            await LeaveAsync(room, ghosts, cancellationToken);
        }

        await database.WriteAsync([PortalTable.Upsert(portal with { RoomId = null, IsCreating = false })], cancellationToken: cancellationToken);
        Interlocked.Increment(ref _rooms);
    }

    private async Task LeaveOtherAsync(RoomId room, CancellationToken cancellationToken)
    {
        await LeaveAsync(room, await GhostsInAsync(room, cancellationToken), cancellationToken);
        Interlocked.Increment(ref _otherRooms);
    }

    private async Task LeaveAllAsync(GhostRow ghost, CancellationToken cancellationToken)
    {
        if (!_ids.TryToMatrix(ghost.Network, ghost.User, out var user))
        {
            return;
        }

        foreach (var room in await clients.Main.JoinedRoomsAsync(user, cancellationToken))
        {
            await clients.Main.LeaveAsync(user, room, cancellationToken);
            Interlocked.Increment(ref _ghosts);
        }
    }

    private async Task LeaveAsync(RoomId room, IReadOnlyList<UserId> ghosts, CancellationToken cancellationToken)
    {
        foreach (var ghost in ghosts)
        {
            await clients.Main.LeaveAsync(ghost, room, cancellationToken);
            Interlocked.Increment(ref _ghosts);
        }

        try
        {
            // Last, as by it the others are seen.
            await clients.Main.LeaveAsync(actingAs: null, room, cancellationToken);
        }
        catch (MatrixException gone) when (gone.ErrorCode is MatrixErrorCodes.Forbidden or MatrixErrorCodes.NotFound)
        {
            // It was not in it any more.
        }
    }

    /// <summary>The ghosts in a room; none where the bot is not in it and cannot see them.</summary>
    private async Task<IReadOnlyList<UserId>> GhostsInAsync(RoomId room, CancellationToken cancellationToken)
    {
        try
        {
            return [.. (await clients.Main.JoinedMembersAsync(actingAs: null, room, cancellationToken)).Where(user => user != options.Bot && _ids.IsOurs(user))];
        }
        catch (MatrixException gone) when (gone.ErrorCode is MatrixErrorCodes.Forbidden or MatrixErrorCodes.NotFound)
        {
            return [];
        }
    }
}
