using Bridges.Matrix;

namespace Bridges.Core.Uninstalling;

/// <summary>Erases rooms through Synapse's administration, as somebody who may.</summary>
public sealed class RoomPurge
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);

    private readonly HomeserverClient _client;
    private readonly UserId? _admin;
    private readonly TimeProvider _time;

    private RoomPurge(HomeserverClient client, UserId? admin, TimeProvider time) => (_client, _admin, _time) = (client, admin, time);

    /// <summary>The first of these who may; null where nobody may, or the homeserver knows no such administration.</summary>
    public static async Task<RoomPurge?> FindAsync(IEnumerable<(HomeserverClient Client, UserId? Admin)> candidates, TimeProvider time, CancellationToken cancellationToken)
    {
        foreach (var (client, admin) in candidates)
        {
            if (await client.MayAdministerAsync(admin, cancellationToken))
            {
                return new RoomPurge(client, admin, time);
            }
        }

        return null;
    }

    /// <summary>Takes everybody out of a room and erases it; returns when that is done.</summary>
    /// <returns>False where the homeserver could not.</returns>
    internal async Task<bool> RunAsync(RoomId room, CancellationToken cancellationToken)
    {
        try
        {
            if (await _client.OrderRoomDeletionAsync(_admin, room, cancellationToken) is not { } deletion)
            {
                return true;
            }

            var began = _time.GetTimestamp();
            while (_time.GetElapsedTime(began) < _patience)
            {
                if (await _client.IsRoomDeletedAsync(_admin, deletion, cancellationToken) is { } isDone)
                {
                    return isDone;
                }

                await Task.Delay(_pause, _time, cancellationToken);
            }
        }
        catch (MatrixException)
        {
            // It is left as any other room is.
        }

        return false;
    }
}
