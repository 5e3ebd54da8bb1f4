using System.Collections.Concurrent;
using Bridges.Core.Logins;
using Bridges.Matrix;

namespace Bridges.Core.Provisioning;

/// <summary>The logins that are under way outside of rooms, found again by those who began them.</summary>
internal sealed class LoginSessions(LoginCourses courses, TimeProvider time)
{
    // For whoever still asks for the last step.
    private static readonly TimeSpan _afterlife = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, LoginSession> _sessions = new(StringComparer.Ordinal);

    public LoginSession? Find(UserId owner, string id) => _sessions.TryGetValue(id, out var session) && session.Owner == owner ? session : null;

    /// <exception cref="Abstractions.BridgeException">There are too many; or the network ended it at once.</exception>
    public async Task<LoginSession> BeginAsync(LoginRequest request)
    {
        var session = new LoginSession(await courses.BeginAsync(request));
        _sessions[session.Id] = session;
        _ = ForgetAsync(session);
        await session.StartAsync();
        return session;
    }

    private async Task ForgetAsync(LoginSession session)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, time, session.Ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(_afterlife, time, CancellationToken.None);
        _sessions.TryRemove(session.Id, out _);
    }
}
