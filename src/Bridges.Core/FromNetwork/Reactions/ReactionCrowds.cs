using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Core.Caching;
using Bridges.Core.Identity;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;
using EventId = Bridges.Matrix.EventId;

namespace Bridges.Core.FromNetwork.Reactions;

/// <summary>
/// Where many people react to one message, those who come later are counted: the bot's own reaction says how many there are. It follows them once
/// in a while, so that ten thousand reactions are not ten thousand events.
/// </summary>
internal sealed partial class ReactionCrowds(
    ReactionTable reactions, MessageTable messages, Database database, RowEnds rows, HomeserverClients clients, TimeProvider time, ILogger<ReactionCrowds> logger) : IBackgroundWork, IDisposable
{
    /// <summary>As many reactions to one message are each an event of its own.</summary>
    public const int MostShown = 100;

    /// <summary>The key of the bot's reaction that says how many more there are.</summary>
    public const string Crowd = "+";

    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _longestSleep = TimeSpan.FromHours(1);

    private readonly BoundedCache<MessageKey, bool> _crowded = new(4096);
    private readonly BoundedCache<MessageKey, bool> _counted = new(4096);
    private readonly ConcurrentDictionary<MessageKey, bool> _changed = new();
    private readonly Alarm _alarm = new(time);

    /// <summary>Whose the rows are that keep the bot's reactions; their time is the number that they say.</summary>
    public static RemoteUserId Bot { get; } = new("");

    /// <summary>Whether no more reactions to the message are shown.</summary>
    public async ValueTask<bool> IsCrowdedAsync(MessageKey message, CancellationToken cancellationToken)
    {
        if (!_crowded.TryGet(message, out var isCrowded) && (await reactions.CountAsync(message, cancellationToken)).Shown >= MostShown)
        {
            _crowded.Set(message, isCrowded = true);
        }

        return isCrowded;
    }

    /// <summary>More, or fewer, are counted once the row at hand has ended: from then on what is written of the message is counted.</summary>
    public void Changing(MessageKey message) => _counted.Set(message, true);

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        rows.Written += Written;
        // What changed last, before this start, may not have been told.
        foreach (var message in await reactions.CountedAsync(cancellationToken))
        {
            Changed(message);
        }
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await _alarm.WaitAsync(_longestSleep, stopping);
            await Task.Delay(_pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var message in _changed.Keys)
            {
                await TryTellAsync(message, stopping);
            }
        }
    }

    public void Dispose()
    {
        _crowded.Dispose();
        _counted.Dispose();
    }

    /// <summary>Only what is on disk is counted: whoever counted sooner would not hear of it.</summary>
    private void Written(IReadOnlyList<Statement> writes)
    {
        foreach (var message in writes.Select(ReactionTable.MessageOf).OfType<MessageKey>().Distinct().Where(message => _counted.TryGet(message, out _)))
        {
            Changed(message);
        }
    }

    private void Changed(MessageKey message)
    {
        _changed[message] = true;
        _alarm.Ring();
    }

    private async Task TryTellAsync(MessageKey message, CancellationToken stopping)
    {
        _changed.TryRemove(message, out _);
        try
        {
            await TellAsync(message, stopping);
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            Log.Refused(logger, exception.ErrorCode);
        }
        catch (Exception exception) when (exception is MatrixException or HomeserverUnreachableException or StorageException)
        {
            Log.NotYet(logger, exception);
            Changed(message);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Told at the next start.
        }
    }

    private async Task TellAsync(MessageKey message, CancellationToken cancellationToken)
    {
        var (_, counted) = await reactions.CountAsync(message, cancellationToken);
        var before = (await reactions.OfPersonAsync(message, Bot, cancellationToken)).SingleOrDefault(static row => row.Key == Crowd);
        var target = (await messages.ByRemoteAsync(message.Network, message.Chat, message.Message, cancellationToken)).FirstOrDefault(static row => !row.IsDeleted);
        if (target is null || counted == (before?.CreatedAt ?? 0))
        {
            return;
        }

        var room = new RoomId(target.RoomId);
        var writes = new List<Statement>();
        if (before is not null)
        {
            await clients.Main.RedactAsync(actingAs: null, room, new EventId(before.EventId), TransactionIds.About(before.EventId, "another count"), reason: null, cancellationToken);
            writes.Add(ReactionTable.Remove(before));
        }

        if (counted > 0)
        {
            var content = new ReactionContent(new EventId(target.EventId), $"+{counted}").ToJson();
            var told = await clients.Main.SendEventAsync(
                actingAs: null, room, ReactionContent.EventType, TransactionIds.About(target.EventId, $"+{counted} after {before?.EventId}"), content, timestamp: null, cancellationToken);
            writes.Add(ReactionTable.Insert(new ReactionRow(message, Bot, Crowd, told.Value, counted)));
        }

        await database.WriteAsync(writes, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "How many more people reacted to a message cannot be shown yet")]
        public static partial void NotYet(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "How many more people reacted to a message is not shown: the homeserver refuses ({ErrorCode})")]
        public static partial void Refused(ILogger logger, string errorCode);
    }
}
