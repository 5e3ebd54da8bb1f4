using Bridges.Media.Jobs;

namespace Bridges.MediaWorker;

/// <summary>A job cannot be done; the message says why, in words for the log and for people.</summary>
internal sealed class JobRefusedException(string message, int code = WorkerErrors.Refused) : Exception(message)
{
    /// <summary>One of <see cref="WorkerErrors"/>.</summary>
    public int Code { get; } = code;
}
