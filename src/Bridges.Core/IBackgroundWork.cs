namespace Bridges.Core;

/// <summary>Something that goes on as long as the bridge runs.</summary>
internal interface IBackgroundWork
{
    /// <summary>Returns when told to stop; throws nothing that it expects.</summary>
    Task RunAsync(CancellationToken stopping);
}
