using System.Text.Json.Nodes;
using Bridges.Core.Identity;
using Bridges.Matrix;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals;

/// <summary>Keeps the user's own list of direct chats (account data <c>m.direct</c>), through their double puppet.</summary>
internal sealed partial class DirectChats(DoublePuppets doublePuppets, ILogger<DirectChats> logger) : IDisposable
{
    private const string Type = "m.direct";

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    public async Task AddAsync(UserId owner, UserId with, RoomId room, CancellationToken cancellationToken)
    {
        if (await doublePuppets.FindAsync(owner, cancellationToken) is not { } puppet)
        {
            return;
        }

        // The list is read, changed and written back whole: two rooms at once would lose one.
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var list = await puppet.Client.GetAccountDataAsync(puppet.User, Type, cancellationToken) ?? [];
            if (list[with.Value] is not JsonArray rooms)
            {
                list[with.Value] = rooms = [];
            }

            if (!rooms.Any(entry => entry?.ToString() == room.Value))
            {
                rooms.Add(room.Value);
                await puppet.Client.SetAccountDataAsync(puppet.User, Type, list, cancellationToken);
            }
        }
        catch (MatrixException exception)
        {
            // The room works all the same; only its place in the client's list differs.
            Log.Refused(logger, exception.ErrorCode);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A user's list of direct chats could not be changed ({ErrorCode})")]
        public static partial void Refused(ILogger logger, string errorCode);
    }
}
