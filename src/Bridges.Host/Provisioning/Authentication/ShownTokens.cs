using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Bridges.Matrix;

namespace Bridges.Host.Provisioning;

/// <summary>Whose tokens are, for a few minutes: nobody is asked at each request. Keeps hashes, and only so many.</summary>
internal sealed class ShownTokens(TimeProvider timeProvider)
{
    private const int Most = 1000;

    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (UserId? User, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);

    /// <summary>Whose token it is; null for nobody's. Asked once in a while.</summary>
    public async Task<UserId?> WhoseAsync(string token, Func<Task<UserId?>> ask)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        if (_known.TryGetValue(key, out var known) && known.Until > timeProvider.GetUtcNow())
        {
            return known.User;
        }

        var user = await ask();
        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        _known[key] = (user, timeProvider.GetUtcNow() + Validity);
        return user;
    }
}
