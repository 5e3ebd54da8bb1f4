using System.Globalization;
using Bridges.Storage;

namespace Bridges.Host;

/// <summary>Keeps the counts of the last week in the database, so that a restart does not empty the charts. A crash costs a minute's.</summary>
internal sealed partial class KeptMessageHistory(MessageHistory history, Database database, TimeProvider timeProvider, ILogger<KeptMessageHistory> logger)
{
    private const string Setting = "message-history";

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly SettingTable _settings = new(database);
    private string? _kept;

    /// <summary>Takes back what was kept, then keeps what comes, until the host stops.</summary>
    public async Task StartAsync(CancellationToken stopping)
    {
        try
        {
            _kept = await _settings.GetAsync(Setting, stopping);
        }
        catch (StorageException exception)
        {
            Log.Failed(logger, exception);
        }

        // "HOUR COUNT,COUNT,…", the hour of the last count since 1970.
        if (_kept?.Split(' ') is [var hour, var counts] && long.TryParse(hour, NumberStyles.None, CultureInfo.InvariantCulture, out var last))
        {
            history.Add(last, [.. counts.Split(',').Select(count => int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)]);
        }

        _ = KeepAsync(stopping);
    }

    /// <summary>Keeps what was counted up to now.</summary>
    public async Task SaveAsync()
    {
        var (hour, counts) = history.Snapshot();
        var text = string.Create(CultureInfo.InvariantCulture, $"{hour} {string.Join(',', counts)}");
        if (text == _kept || (_kept is null && counts.Sum() == 0))
        {
            return;
        }

        try
        {
            await database.WriteAsync([SettingTable.Set(Setting, text)], cancellationToken: CancellationToken.None);
            _kept = text;
        }
        catch (StorageException exception)
        {
            Log.Failed(logger, exception);
        }
    }

    private async Task KeepAsync(CancellationToken stopping)
    {
        try
        {
            using var timer = new PeriodicTimer(Pause, timeProvider);
            while (await timer.WaitForNextTickAsync(stopping))
            {
                await SaveAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops, and keeps the rest itself.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "How many messages there were could not be kept")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
