using Bridges.Storage;

namespace Bridges.Core.Status;

/// <summary>Measures what is kept on disk, at most once in half a minute: engines keep many small files.</summary>
public sealed class StoreMeasuring(Database database, CoreOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan _counts = TimeSpan.FromSeconds(30);

    // A link may lead anywhere, and back.
    private static readonly EnumerationOptions _everythingBelow = new()
    {
        RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint,
    };

    private readonly SemaphoreSlim _turn = new(1);
    private (StoredSizes Sizes, DateTimeOffset At)? _last;

    /// <summary>As it is now, or was half a minute ago.</summary>
    public async Task<StoredSizes> MeasureAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_last is { } last && time.GetUtcNow() - last.At < _counts)
            {
                return last.Sizes;
            }

            var bytes = await DatabaseAsync(cancellationToken);
            StoredSizes.Folder[] folders = [.. options.StoreFolders.Select(folder => new StoredSizes.Folder(folder.Name, BytesIn(folder.Path, cancellationToken)))];
            var sizes = new StoredSizes(bytes, folders);
            _last = (sizes, time.GetUtcNow());
            return sizes;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<long?> DatabaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await database.SizeAsync(cancellationToken);
        }
        catch (StorageException)
        {
            // The rest is wanted all the more; the database's own trouble is told elsewhere.
            return null;
        }
    }

    private static long BytesIn(string folder, CancellationToken cancellationToken)
    {
        var sum = 0L;
        try
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", _everythingBelow))
            {
                cancellationToken.ThrowIfCancellationRequested();
                sum += LengthOf(file);
            }
        }
        catch (IOException)
        {
            // Not made yet, or gone meanwhile.
        }

        return sum;
    }

    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (IOException)
        {
            // Engines and the cache take files away at any time.
            return 0;
        }
    }
}
