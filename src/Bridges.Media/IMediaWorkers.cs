using Bridges.Media.Jobs;
using Bridges.Media.Results;

namespace Bridges.Media;

/// <summary>
/// Converts files, and looks into them, in processes of their own: no decoder is ever loaded into the host. What goes wrong is a result and
/// not an exception, because something has to be delivered all the same. All members may be called from any thread.
/// </summary>
public interface IMediaWorkers
{
    /// <summary>What a moving sticker is to become.</summary>
    AnimationJob Stickers { get; }

    /// <summary>Longest video in seconds that is encoded anew.</summary>
    int MaxTranscodeSeconds { get; }

    /// <summary>Does a job. It waits for its turn, then takes from milliseconds up to a minute.</summary>
    /// <param name="job">What to do.</param>
    /// <param name="inputPath">The file. It is not changed.</param>
    /// <param name="outputPath">Where the result is to be; a file there is replaced. Null for jobs that write none.</param>
    /// <param name="cancellationToken">Ends the wait, and the work.</param>
    /// <exception cref="OperationCanceledException">It was cancelled, or the host ends.</exception>
    /// <exception cref="IOException">The disk failed: the input cannot be read or the result not be written.</exception>
    Task<MediaResult> RunAsync(MediaJob job, string inputPath, string? outputPath, CancellationToken cancellationToken);

    /// <summary>What the worker says of its walls and of ffmpeg, for <c>doctor</c>.</summary>
    /// <exception cref="Bridges.Engines.EngineException">The worker cannot be started or asked.</exception>
    Task<WorkerReport> DescribeAsync(CancellationToken cancellationToken);
}
