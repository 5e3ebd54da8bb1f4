using Bridges.Core.Identity;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Media;

/// <summary>
/// Shows how far something has come that takes longer than a moment: one notice of the bot, edited less and less often, taken back at the
/// end. Which notice that is is kept, so that the next try after a crash goes on with it.
/// </summary>
internal sealed class ProgressNotices(HomeserverClients clients, SettingTable settings, Database database, TimeProvider time)
{
    private static readonly TimeSpan _first = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(4);

    /// <summary>How long to wait before words are said anew.</summary>
    /// <param name="said">How often they were said.</param>
    public static TimeSpan PauseAfter(int said) => TimeSpan.FromTicks(Math.Min(_first.Ticks << Math.Min(said, 10), _longest.Ticks));

    /// <param name="about">The event that it is about.</param>
    /// <param name="words">How far it has come.</param>
    /// <param name="isLast">Whether a failure is the end, as nobody tries it again.</param>
    public async Task<T> WhileAsync<T>(RoomId room, EventId about, Func<string> words, Task<T> work, Func<Exception, bool> isLast, CancellationToken cancellationToken)
    {
        var notice = await settings.GetAsync(Key(about), cancellationToken) is { } told ? new EventId(told) : (EventId?)null;
        try
        {
            for (var said = 0; ; said++)
            {
                try
                {
                    var done = await work.WaitAsync(PauseAfter(said), time, cancellationToken);
                    await TakeBackAsync(room, about, notice, cancellationToken);
                    return done;
                }
                catch (TimeoutException) when (!work.IsCompleted)
                {
                    notice = await TellAsync(room, about, notice, $"📎 {words()}", said, cancellationToken);
                }
            }
        }
        catch (Exception failure) when (isLast(failure))
        {
            await TakeBackAsync(room, about, notice, cancellationToken);
            throw;
        }
    }

    /// <summary>Takes back what is still said: nobody waits for it any more.</summary>
    public async Task EndAsync(RoomId room, EventId about, CancellationToken cancellationToken) =>
        await TakeBackAsync(room, about, await settings.GetAsync(Key(about), cancellationToken) is { } told ? new EventId(told) : null, cancellationToken);

    private static string Key(EventId about) => $"progress/{about.Value}";

    private async Task<EventId?> TellAsync(RoomId room, EventId about, EventId? notice, string words, int said, CancellationToken cancellationToken)
    {
        try
        {
            var content = RoomMessageContent.Notice(words) with { Mentions = new MessageMentions() };
            var sent = await clients.Main.SendMessageAsync(
                actingAs: null, room, TransactionIds.About(about.Value, notice is null ? "progress" : $"progress/{said}/{words}"),
                notice is { } told ? content.AsReplacementOf(told) : content with { RelatesTo = MessageRelation.ReplyTo(about) }, timestamp: null, cancellationToken);
            if (notice is not null)
            {
                return notice;
            }

            await database.WriteAsync([SettingTable.Set(Key(about), sent.Value)], cancellationToken);
            return sent;
        }
        catch (Exception exception) when (exception is MatrixException or HomeserverUnreachableException)
        {
            // The next word may get through; the work itself goes on.
            return notice;
        }
    }

    private async Task TakeBackAsync(RoomId room, EventId about, EventId? notice, CancellationToken cancellationToken)
    {
        if (notice is not { } told)
        {
            return;
        }

        try
        {
            await clients.Main.RedactAsync(actingAs: null, room, told, TransactionIds.About(about.Value, "progress is over"), reason: null, cancellationToken);
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            // The room is closed.
        }
        catch (Exception exception) when (exception is MatrixException or HomeserverUnreachableException)
        {
            // It stays, with the last words.
        }

        await database.WriteAsync([SettingTable.Remove(Key(about))], cancellationToken);
    }
}
