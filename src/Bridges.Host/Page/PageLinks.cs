using System.Collections.Concurrent;
using System.Security.Cryptography;
using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Matrix;

namespace Bridges.Host.Page;

/// <summary>Links that open the page, once and for a few minutes.</summary>
internal sealed class PageLinks(BridgesConfiguration configuration, TimeProvider timeProvider) : IPageLinks
{
    private const int MostOpen = 1000;

    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (UserId? User, DateTimeOffset Until)> _open = new(StringComparer.Ordinal);

    public Uri LinkFor(UserId user) => Make(user);

    /// <summary>For whoever may run commands on this machine.</summary>
    public Uri LinkForOperator() => Make(user: null);

    /// <summary>Takes a link's token. It is of no use afterwards.</summary>
    /// <returns>False where it is none, was used, or is too old.</returns>
    public bool TryTake(string token, out UserId? user)
    {
        var isTaken = _open.TryRemove(token, out var link) && link.Until > timeProvider.GetUtcNow();
        user = isTaken ? link.User : null;
        return isTaken;
    }

    private Uri Make(UserId? user)
    {
        var now = timeProvider.GetUtcNow();
        foreach (var (old, _) in _open.Where(link => link.Value.Until <= now || _open.Count >= MostOpen))
        {
            _open.TryRemove(old, out _);
        }

        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        _open[token] = (user, now + Validity);
        return new Uri(PageAddresses.Public(configuration), $"enter?token={token}");
    }
}
