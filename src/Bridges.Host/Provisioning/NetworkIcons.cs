using System.Collections.Concurrent;
using System.Text;
using Bridges.Abstractions;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Host.Provisioning;

/// <summary>
/// A picture for each network, as a file on the homeserver: clients show one beside the name, and mautrix-manager shows nothing at
/// all of a network without. It is the network's first letter; logos are other people's.
/// </summary>
internal sealed partial class NetworkIcons(HomeserverClient homeserver, SettingTable settings, Database database, TimeProvider timeProvider, ILogger<NetworkIcons> logger) : IDisposable
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<NetworkId, (string Icon, DateTimeOffset Until)> _known = new();
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Its <c>mxc://</c> address; one under which nothing lies while the homeserver takes none.</summary>
    public async Task<string> OfAsync(NetworkDescription network, string serverName, CancellationToken cancellationToken)
    {
        if (Known(network.Id) is { } known)
        {
            return known;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            return Known(network.Id) ?? await FindAsync(network, serverName, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private string? Known(NetworkId network) => _known.TryGetValue(network, out var known) && known.Until > timeProvider.GetUtcNow() ? known.Icon : null;

    private async Task<string> FindAsync(NetworkDescription network, string serverName, CancellationToken cancellationToken)
    {
        var key = $"network-icon/{network.Id}";
        try
        {
            var icon = await settings.GetAsync(key, cancellationToken);
            if (icon is null)
            {
                icon = (await homeserver.UploadAsync(actingAs: null, Encoding.UTF8.GetBytes(Picture(network)), "image/svg+xml", $"{network.Id}.svg", cancellationToken)).ToString();
                await database.WriteAsync([SettingTable.Set(key, icon)], cancellationToken: cancellationToken);
            }

            _known[network.Id] = (icon, DateTimeOffset.MaxValue);
            return icon;
        }
        catch (Exception exception) when (exception is MatrixException or HomeserverUnreachableException or StorageException)
        {
            Log.NotUploaded(logger, exception, network.Id.Value);
            var none = $"mxc://{serverName}/none";
            _known[network.Id] = (none, timeProvider.GetUtcNow() + PauseAfterFailure);
            return none;
        }
    }

    private static string Picture(NetworkDescription network) =>
        $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><circle cx="32" cy="32" r="32" fill="#394a6d"/><text x="32" y="44" font-family="sans-serif" font-size="36" fill="#fff" text-anchor="middle">{network.DisplayName[..1]}</text></svg>
        """;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The picture of {Network} could not be stored on the homeserver")]
        public static partial void NotUploaded(ILogger logger, Exception exception, string network);
    }
}
