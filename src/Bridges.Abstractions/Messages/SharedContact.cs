namespace Bridges.Abstractions;

/// <summary>One address handed on.</summary>
/// <param name="Name">As shown; may be empty.</param>
public sealed record SharedContact(string Name)
{
    public IReadOnlyList<string> Phones { get; init => field = value ?? []; } = [];

    public IReadOnlyList<string> Emails { get; init => field = value ?? []; } = [];

    /// <summary>What else there is to read: where they work, where they live; a line each.</summary>
    public IReadOnlyList<string> Details { get; init => field = value ?? []; } = [];

    /// <summary>The whole vCard, where there is one.</summary>
    public string? VCard { get; init; }

    /// <summary>Who it is on this network, where known.</summary>
    public RemoteUserId? User { get; init; }
}
