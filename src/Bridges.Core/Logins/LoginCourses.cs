using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Logins;

/// <summary>
/// The logins that are under way, in rooms, on the page and by the API: few at once, and none that nobody goes on with for ever, as each holds a part of
/// an engine.
/// </summary>
internal sealed partial class LoginCourses(
    AccountRegistry accounts, AccountLifecycle lifecycle, NetworkCatalog networks, LoginLimits limits, TimeProvider time, ILogger<LoginCourses> logger) : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<LoginCourse, bool> _underWay = new();

    /// <summary>A login before its first step. A user's own oldest gives way to their newest; what others have under way does not.</summary>
    /// <exception cref="BridgeException">There are too many.</exception>
    public async Task<LoginCourse> BeginAsync(LoginRequest request)
    {
        var own = UnderWay().Where(course => course.Owner == request.Owner).OrderBy(course => course.Began).ToArray();
        foreach (var course in own.Take(Math.Max(0, own.Length - LoginLimits.UnfinishedOfUser + 1)))
        {
            await course.GiveUpAsync("Another login was begun in the place of this one.");
        }

        limits.Take(request.Owner, request.Network.Description.Id, [.. UnderWay().Select(course => course.Network.Id)]);
        var begun = new LoginCourse(request, request.Network.Network.CreateLogin(request.Flow), CompleteAsync, time, logger);
        _underWay[begun] = true;
        _ = EndWhenAbandonedAsync(begun);
        return begun;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_underWay.Keys.Select(course => course.DisposeAsync().AsTask()));
        _underWay.Clear();
    }

    private IEnumerable<LoginCourse> UnderWay() => _underWay.Keys.Where(course => !course.Ended.IsCancellationRequested);

    private async Task<RunningAccount?> CompleteAsync(LoginCourse course, StoredAccount account)
    {
        // A module may be gone since the login began.
        if (networks.Find(course.Network.Id) is null)
        {
            throw BridgeException.Permanent($"{course.Network.DisplayName} is not there any more.");
        }

        // Whoever waits no longer has logged in all the same.
        var running = await lifecycle.AddAsync(course.Network.Id, account, course.Owner, CancellationToken.None, course.Request.Amount);
        if (course.Request.Replaces is { } replaced && replaced != account.Id && accounts.Find(course.Network.Id, replaced) is { } old && old.Owner == course.Owner)
        {
            await lifecycle.LogoutAsync(old, CancellationToken.None);
        }

        return running;
    }

    private async Task EndWhenAbandonedAsync(LoginCourse course)
    {
        try
        {
            await Task.Delay(_patience, time, course.Ended);
            await course.TimeOutAsync();
        }
        catch (OperationCanceledException)
        {
            // It ended in time.
        }
        catch (Exception exception)
        {
            Log.NotTold(logger, exception);
        }
        finally
        {
            _underWay.TryRemove(course, out _);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A user could not be told that their login took too long")]
        public static partial void NotTold(ILogger logger, Exception exception);
    }
}
