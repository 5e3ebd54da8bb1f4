using System.Diagnostics.CodeAnalysis;
using Bridges.Media.Jobs;

namespace Bridges.Media.Results;

/// <summary>What became of a job: either a report, or why there is none and what to deliver instead.</summary>
public sealed record MediaResult
{
    private MediaResult(MediaReport? report, MediaFailure? failure)
    {
        Report = report;
        Failure = failure;
    }

    /// <summary>Set when the job is done.</summary>
    public MediaReport? Report { get; }

    /// <summary>Set when it is not.</summary>
    public MediaFailure? Failure { get; }

    /// <summary>The job is done.</summary>
    [MemberNotNullWhen(true, nameof(Report))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsDone => Report is not null;

    public static MediaResult Done(MediaReport report) => new(report, null);

    public static MediaResult Failed(MediaFailure failure) => new(null, failure);
}
