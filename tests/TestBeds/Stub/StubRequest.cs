using System.Text.Json;

namespace Bridges.TestBeds.Stub;

/// <summary>A request the application service made.</summary>
public sealed class StubRequest
{
    private static readonly JsonElement EmptyObject = JsonDocument.Parse("{}").RootElement;

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path as it was on the wire, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>The path's parts, unescaped, without <c>_matrix/client/v3</c> or the like: <c>["rooms", "!a:b", "join"]</c>.</summary>
    public required string[] Parts { get; init; }

    /// <summary>The query's parameters.</summary>
    public required IReadOnlyDictionary<string, string> Query { get; init; }

    /// <summary>The access token shown; empty when there was none.</summary>
    public required string AccessToken { get; init; }

    /// <summary>As which user the application service acts.</summary>
    public required string UserId { get; init; }

    /// <summary>The body's bytes.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The body's media type; empty when there was none.</summary>
    public required string ContentType { get; init; }

    /// <summary>The body as JSON; an empty object when there is none.</summary>
    public JsonElement Json => Body.IsEmpty ? EmptyObject : JsonSerializer.Deserialize<JsonElement>(Body.Span);

    /// <inheritdoc />
    public override string ToString() => $"{Method} {Path} as {UserId}";
}
