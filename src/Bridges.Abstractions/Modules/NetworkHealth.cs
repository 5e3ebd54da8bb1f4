namespace Bridges.Abstractions;

/// <summary>How a module stands.</summary>
/// <param name="Problem">What is wrong and what to do, for the admin; null where all is well.</param>
public sealed record NetworkHealth(bool IsHealthy, string? Problem = null)
{
    public static NetworkHealth Healthy { get; } = new(IsHealthy: true);
}
