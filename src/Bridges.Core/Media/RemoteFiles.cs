using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Storage;

namespace Bridges.Core.Media;

/// <summary>
/// Carries files of a network into the media store: each once, however many chats and users it comes to, through a folder on disk, in the
/// background. Whoever needs one waits as long as they like; the carriage goes on without them.
/// </summary>
internal sealed class RemoteFiles(FileCarrier carrier, CarriedFileTable table, Database database, TimeProvider time) : IDisposable
{
    /// <summary>Of each network: one whose files stand still holds up no other's.</summary>
    private const int AtOnce = 8;

    /// <summary>Homeservers may clean their media stores; an address is not good for ever.</summary>
    private static readonly TimeSpan _addressHolds = TimeSpan.FromDays(14);

    private readonly ConcurrentDictionary<string, FileCarriage> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<NetworkId, SemaphoreSlim> _places = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Begins to carry a file, or joins those who wait for the same one.</summary>
    public FileCarriage Begin(RemoteFile file)
    {
        if (file.Key is not { } key)
        {
            return new FileCarriage { Completion = Task.FromException<CarriedFile>(new FileRefusedException("The network gives no access to this file.")) };
        }

        var name = $"{file.Account.Network}/{key}";
        var mine = new FileCarriage();
        var running = _running.GetOrAdd(name, mine);
        if (ReferenceEquals(running, mine))
        {
            mine.Completion = Task.Run(() => RunAsync(file, key, name, mine, _stopping.Token), CancellationToken.None);
        }

        return running;
    }

    public void Dispose()
    {
        // The places stay: carriages leave theirs only now.
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task<CarriedFile> RunAsync(RemoteFile file, string key, string name, FileCarriage carriage, CancellationToken stopping)
    {
        try
        {
            if (await FindAsync(file.Account.Network, key, stopping) is { } known)
            {
                return known;
            }

            var places = _places.GetOrAdd(file.Account.Network, static _ => new SemaphoreSlim(AtOnce));
            await places.WaitAsync(stopping);
            try
            {
                var carried = await carrier.CarryAsync(file, name, carriage, stopping);
                await database.WriteAsync(
                    [CarriedFileTable.Upsert(new CarriedFileRow(file.Account.Network, key, carried.Address.Value, carried.ToDetails(), time.GetUtcNow().ToUnixTimeMilliseconds()))],
                    CancellationToken.None);
                carrier.Forget(name);
                return carried;
            }
            finally
            {
                places.Release();
            }
        }
        finally
        {
            _running.TryRemove(KeyValuePair.Create(name, carriage));
        }
    }

    private async Task<CarriedFile?> FindAsync(NetworkId network, string key, CancellationToken cancellationToken)
    {
        var row = await table.FindAsync(network, key, cancellationToken);
        return row is not null && row.CreatedAt > (time.GetUtcNow() - _addressHolds).ToUnixTimeMilliseconds() ? CarriedFile.OfDetails(row.Details) : null;
    }
}
