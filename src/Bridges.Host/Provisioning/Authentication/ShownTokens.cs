using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Bridges.Host.Provisioning;

/// <summary>Whose tokens are, for a few minutes: nobody is asked at each request. Keeps hashes, and only so many.</summary>
internal sealed class ShownTokens(TimeProvider timeProvider)
{
    private const int Most = 1000;

    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(5);

    /// <summary>How long it counts that nobody said: a homeserver that was away for a moment must not keep its users out for minutes.</summary>
    private static readonly TimeSpan Doubt = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (TokenOwner Owner, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);

    /// <summary>Whose token it is. Asked once in a while.</summary>
    public async Task<TokenOwner> WhoseAsync(string token, Func<Task<TokenOwner>> ask)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        if (_known.TryGetValue(key, out var known) && known.Until > timeProvider.GetUtcNow())
        {
            return known.Owner;
        }

        var owner = await ask();
        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        _known[key] = (owner, timeProvider.GetUtcNow() + (owner.IsKnown ? Validity : Doubt));
        return owner;
    }
}
