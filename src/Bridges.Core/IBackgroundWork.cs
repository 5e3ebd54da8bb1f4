namespace Bridges.Core;

/// <summary>Something that goes on as long as the bridge runs.</summary>
internal interface IBackgroundWork
{
    /// <summary>Called before the first account starts, so that nothing happens without it.</summary>
    Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Returns when told to stop; throws nothing that it expects.</summary>
    Task RunAsync(CancellationToken stopping);
}
