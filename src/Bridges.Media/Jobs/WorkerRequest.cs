namespace Bridges.Media.Jobs;

/// <summary>One job as the worker is told it.</summary>
/// <param name="Job">What to do.</param>
/// <param name="Input">Path of the file, in the worker's own folder.</param>
/// <param name="Output">Path that the result is to have, in the worker's own folder.</param>
internal sealed record WorkerRequest(MediaJob Job, string Input, string Output);
