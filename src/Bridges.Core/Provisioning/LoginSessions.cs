using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Matrix;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Provisioning;

/// <summary>The logins that are under way outside of rooms. Few at once, and none that nobody goes on with for ever: each holds a part of an engine.</summary>
internal sealed partial class LoginSessions(
    AccountRegistry accounts, AccountLifecycle lifecycle, NetworkCatalog networks, TimeProvider time, ILogger<LoginSessions> logger) : IAsyncDisposable
{
    /// <summary>Under way for one user at once.</summary>
    internal const int MostForUser = 3;

    /// <summary>Under way for all users at once.</summary>
    internal const int MostForAll = 30;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(15);

    // For whoever still asks for the last step.
    private static readonly TimeSpan _afterlife = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, LoginSession> _sessions = new(StringComparer.Ordinal);

    public LoginSession? Find(UserId owner, string id) => _sessions.TryGetValue(id, out var session) && session.Owner == owner ? session : null;

    /// <exception cref="BridgeException">There are too many; or the network ended it at once.</exception>
    public async Task<LoginSession> BeginAsync(UserId owner, LoadedNetwork network, LoginFlow flow, AccountId? replaces, HistoryAmount? amount)
    {
        await MakeRoomAsync(owner);
        var session = new LoginSession(owner, network, flow, network.Network.CreateLogin(flow), CompleteAsync, time) { Replaces = replaces, Amount = amount };
        _sessions[session.Id] = session;
        _ = ForgetAsync(session);
        await session.StartAsync();
        return session;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_sessions.Values.Select(session => session.DisposeAsync().AsTask()));
        _sessions.Clear();
    }

    /// <summary>A user's own oldest gives way to their newest; what others have under way does not.</summary>
    private async Task MakeRoomAsync(UserId owner)
    {
        var own = _sessions.Values.Where(session => session.Owner == owner && !session.Ended.IsCancellationRequested).OrderBy(session => session.Began).ToArray();
        foreach (var session in own.Take(Math.Max(0, own.Length - MostForUser + 1)))
        {
            await session.FailAsync("Another login was begun in the place of this one.");
        }

        if (_sessions.Values.Count(session => !session.Ended.IsCancellationRequested) >= MostForAll)
        {
            Log.TooMany(logger, MostForAll);
            throw BridgeException.Transient("Too many people log in just now. Please try again in a few minutes.");
        }
    }

    private async Task CompleteAsync(LoginSession session, StoredAccount account)
    {
        // Whether the network still exists is known here only: a module may be gone since the login began.
        if (networks.Find(session.Network.Id) is null)
        {
            throw BridgeException.Permanent($"{session.Network.DisplayName} is not there any more.");
        }

        await lifecycle.AddAsync(session.Network.Id, account, session.Owner, CancellationToken.None, session.Amount);
        if (session.Replaces is { } replaced && replaced != account.Id && accounts.Find(session.Network.Id, replaced) is { } old && old.Owner == session.Owner)
        {
            await lifecycle.LogoutAsync(old, CancellationToken.None);
        }

        _ = session.DisposeAsync().AsTask();
    }

    private async Task ForgetAsync(LoginSession session)
    {
        try
        {
            await Task.Delay(_patience, time, session.Ended);
            await session.FailAsync("The login took too long and ended. Please begin again.");
        }
        catch (OperationCanceledException)
        {
            // It ended in time.
        }

        await Task.Delay(_afterlife, time, CancellationToken.None);
        _sessions.TryRemove(session.Id, out _);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A login was refused: {Number} are under way already")]
        public static partial void TooMany(ILogger logger, int number);
    }
}
