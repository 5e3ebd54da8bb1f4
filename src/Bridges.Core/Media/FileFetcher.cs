using System.Collections.Concurrent;
using Bridges.Abstractions;

namespace Bridges.Core.Media;

/// <summary>Brings a file from a network to disk. What does not move for long is given up, to be tried again.</summary>
internal sealed class FileFetcher(ICheckpoints checkpoints, TimeProvider time)
{
    private static readonly TimeSpan _standstill = TimeSpan.FromMinutes(2);

    /// <summary>What modules write at this moment, those included that were told to stop and do not.</summary>
    private readonly ConcurrentDictionary<string, bool> _written = new(StringComparer.Ordinal);

    /// <param name="folder">Where it is put. What an earlier try left there is gone on with, unless that one still writes.</param>
    /// <returns>The file's path.</returns>
    /// <exception cref="BridgeException">As the module throws it; transient where nothing moved.</exception>
    /// <exception cref="FileRefusedException">It is too large, or cannot be fetched at all.</exception>
    public async Task<string> FetchAsync(RemoteFile file, string folder, long limit, FileCarriage carriage, CancellationToken cancellationToken)
    {
        if (file.Account.Account is not IFetchesMedia source)
        {
            throw new FileRefusedException($"Files of {file.Account.NetworkName} cannot be fetched.");
        }

        using var watch = new CancellationTokenSource(_standstill, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(watch.Token, cancellationToken);
        string path;
        try
        {
            path = await ModuleCalls.RunAsync(() => WriteAsync(either.Token), either.Token);
        }
        catch (MediaTooLargeException larger)
        {
            throw TooLarge(larger.Size, limit);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw BridgeException.Transient($"{file.Account.NetworkName} does not give the file.");
        }

        var length = File.Exists(path) ? new FileInfo(path).Length : throw BridgeException.Transient($"{file.Account.NetworkName} gave no file.");
        if (length > limit)
        {
            throw TooLarge(length, limit);
        }

        checkpoints.Reached(Checkpoint.RemoteFileArrived);
        return path;

        async Task<string> WriteAsync(CancellationToken cancelled)
        {
            var target = PathsIn(folder).First(free => _written.TryAdd(free, true));
            try
            {
                var fetch = new MediaFetch(file.Chat, file.Message, file.Part, file.File.Reference!, target, limit);
                await source.FetchMediaAsync(fetch, new Progress(carriage, checkpoints, watch), cancelled);
                return target;
            }
            finally
            {
                _written.TryRemove(target, out _);
            }
        }
    }

    public static FileRefusedException TooLarge(long? size, long limit) =>
        new($"It is larger{(size is { } known ? $" ({FileSizes.Words(known)})" : "")} than may be carried here ({FileSizes.Words(limit)}).");

    private static IEnumerable<string> PathsIn(string folder)
    {
        yield return Path.Combine(folder, "source");
        for (var other = 2; ; other++)
        {
            yield return Path.Combine(folder, $"source-{other}");
        }
    }

    /// <summary>Each sign of life begins the wait anew.</summary>
    private sealed class Progress(FileCarriage carriage, ICheckpoints checkpoints, CancellationTokenSource watch) : IProgress<long>
    {
        public void Report(long value)
        {
            if (value > carriage.Bytes)
            {
                if (carriage.Bytes == 0)
                {
                    checkpoints.Reached(Checkpoint.RemoteFileArriving);
                }

                carriage.Bytes = value;
                try
                {
                    watch.CancelAfter(_standstill);
                }
                catch (ObjectDisposedException)
                {
                    // A word that comes after the end.
                }
            }
        }
    }
}
