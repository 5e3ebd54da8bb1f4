using System.Threading.Channels;
using Bridges.Abstractions;
using Bridges.Core.Ghosts;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Moves;

/// <summary>
/// Joins the ghosts of a person who has another id since: the new one comes into the rooms of the old one, which goes. That it is to be done
/// is on disk before the module hears that it is known; it is done beside the lanes, and goes on after a crash.
/// </summary>
internal sealed partial class GhostSuccession(
    Database database, MovedPeopleTable table, CurrentPeople people, GhostIds ids, GhostHandover handover, TimeProvider time, ILogger<GhostSuccession> logger) : IBackgroundWork
{
    private static readonly TimeSpan _firstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longestWait = TimeSpan.FromMinutes(10);

    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        foreach (var person in await table.AllAsync(cancellationToken))
        {
            people.Moved(person.Network, person.From, person.To);
        }
    }

    /// <summary>Notes that one person has another id from now on; completes when that is on disk.</summary>
    public async Task MovedAsync(NetworkId network, RemoteUserId from, RemoteUserId to, CancellationToken cancellationToken)
    {
        if (from == to || people.Of(network, from) == to)
        {
            return;
        }

        await database.WriteAsync([.. MovedPeopleTable.Move(network, from, to)], cancellationToken: cancellationToken);
        people.Moved(network, from, to);
        _news.Writer.TryWrite(true);
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        for (var wait = _firstWait; ; wait = wait * 2 < _longestWait ? wait * 2 : _longestWait)
        {
            if (await JoinAllAsync(stopping))
            {
                await _news.Reader.ReadAsync(stopping);
                wait = _firstWait;
                continue;
            }

            await Task.WhenAny(Task.Delay(wait, time, stopping), _news.Reader.WaitToReadAsync(stopping).AsTask());
            stopping.ThrowIfCancellationRequested();
            // News is reason for one try, not for trying without a pause.
            _news.Reader.TryRead(out _);
        }
    }

    /// <returns>False where something is left to be tried again.</returns>
    private async Task<bool> JoinAllAsync(CancellationToken cancellationToken)
    {
        var isDone = true;
        try
        {
            foreach (var person in (await table.AllAsync(cancellationToken)).Where(person => !person.IsJoined))
            {
                isDone &= await TryJoinAsync(person, cancellationToken);
            }
        }
        catch (StorageException exception)
        {
            Log.NotJoined(logger, exception, "");
            return false;
        }

        return isDone;
    }

    private async Task<bool> TryJoinAsync(MovedPerson person, CancellationToken cancellationToken)
    {
        try
        {
            if (ids.TryToMatrixAsNamed(person.Network, person.From, out var former))
            {
                await handover.RunAsync(person, former, cancellationToken);
            }

            await database.WriteAsync([MovedPeopleTable.Joined(person)], cancellationToken: cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is BridgeException or MatrixException or HomeserverUnreachableException)
        {
            Log.NotJoined(logger, exception, person.Network.Value);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The ghosts of a person who has another id on {Network} could not be joined yet")]
        public static partial void NotJoined(ILogger logger, Exception exception, string network);
    }
}
