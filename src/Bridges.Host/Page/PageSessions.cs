using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Bridges.Host.Configuration;
using Bridges.Matrix;

namespace Bridges.Host.Page;

/// <summary>Who was let in, by a cookie that only this page gets. An hour of rest ends it, a day in any case.</summary>
internal sealed class PageSessions(BridgesConfiguration configuration, TimeProvider timeProvider)
{
    private const string Cookie = "bridges-page";
    private const int Most = 1000;

    private static readonly TimeSpan Rest = TimeSpan.FromHours(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, PageSession> _sessions = new(StringComparer.Ordinal);

    /// <summary>Who is in, each with a name that lets nobody in.</summary>
    public IEnumerable<(string Id, PageSession Session)> All => _sessions.Select(session => (session.Key, session.Value));

    /// <summary>Puts somebody out.</summary>
    /// <returns>False where nobody is in by that name.</returns>
    public bool End(string id) => _sessions.TryRemove(id, out _);

    public void Begin(HttpContext context, UserId? user)
    {
        End(context);
        if (_sessions.Count >= Most)
        {
            _sessions.TryRemove(_sessions.MinBy(session => session.Value.LastSeen).Key, out _);
        }

        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        _sessions[Hash(key)] = new PageSession(user, timeProvider.GetUtcNow());
        context.Response.Cookies.Append(Cookie, key, Options());
    }

    /// <param name="isUsed">False for what a browser asks by itself, which does not put off the end.</param>
    public PageSession? Find(HttpContext context, bool isUsed)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 } key || !_sessions.TryGetValue(Hash(key), out var session))
        {
            return null;
        }

        var now = timeProvider.GetUtcNow();
        if (now - session.LastSeen > Rest || now - session.Began > Longest)
        {
            _sessions.TryRemove(Hash(key), out _);
            return null;
        }

        session.LastSeen = isUsed ? now : session.LastSeen;
        return session;
    }

    public void End(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is { Length: > 0 } key)
        {
            _sessions.TryRemove(Hash(key), out _);
            context.Response.Cookies.Delete(Cookie, Options());
        }
    }

    private CookieOptions Options() => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = PageAddresses.Public(configuration).Scheme == Uri.UriSchemeHttps,
        Path = "/",
        IsEssential = true,
    };

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
