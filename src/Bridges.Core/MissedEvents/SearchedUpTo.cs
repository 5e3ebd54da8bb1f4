using System.Globalization;
using Bridges.Storage;

namespace Bridges.Core.MissedEvents;

/// <summary>Remembers when the last whole search of the rooms began.</summary>
internal sealed class SearchedUpTo(Database database, SettingTable settings, TimeProvider time)
{
    private const string Key = "matrix/seen-up-to";

    /// <summary>By how much the homeserver's clock may be behind ours.</summary>
    private static readonly TimeSpan _slack = TimeSpan.FromMinutes(2);

    /// <summary>Up to when all is known; null: from now on. Never longer ago than the journal surely remembers.</summary>
    public async Task<DateTimeOffset?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!long.TryParse(await settings.GetAsync(Key, cancellationToken), NumberStyles.None, CultureInfo.InvariantCulture, out var last))
        {
            return null;
        }

        var (since, remembered) = (DateTimeOffset.FromUnixTimeMilliseconds(last) - _slack, time.GetUtcNow() - CoreOptions.JournalRemembers);
        return since > remembered ? since : remembered;
    }

    public async Task WriteAsync(DateTimeOffset began, CancellationToken cancellationToken) =>
        await database.WriteAsync([SettingTable.Set(Key, $"{began.ToUnixTimeMilliseconds()}")], cancellationToken: cancellationToken);
}
