namespace Bridges.Matrix;

/// <summary>What a homeserver is told of an application service (application-service API, "Registration").</summary>
public sealed record Registration
{
    public required string Id { get; init; }

    /// <summary>Where the homeserver reaches the application service; null: not at all.</summary>
    public Uri? Url { get; init; }

    /// <summary>The application service's token at the homeserver.</summary>
    public required string AsToken { get; init; }

    /// <summary>The homeserver's token at the application service.</summary>
    public required string HsToken { get; init; }

    public required string SenderLocalpart { get; init; }

    /// <summary>Whether the homeserver's rate limits hold for the application service's users. Default: no.</summary>
    public bool RateLimited { get; init; }

    public IReadOnlyList<RegistrationNamespace> Users { get; init; } = [];

    public IReadOnlyList<RegistrationNamespace> Aliases { get; init; } = [];

    public IReadOnlyList<RegistrationNamespace> Rooms { get; init; } = [];

    /// <summary>Whether typing, receipts and presence are sent too. Default: no.</summary>
    public bool ReceiveEphemeral { get; init; }

    /// <summary>Leaves the tokens out.</summary>
    public override string ToString() => $"{nameof(Registration)} {{ Id = {Id}, Url = {Url} }}";
}
