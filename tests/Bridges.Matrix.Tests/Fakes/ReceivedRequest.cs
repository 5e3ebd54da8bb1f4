using System.Text.Json.Nodes;

namespace Bridges.Matrix.Tests;

/// <summary>What the scripted homeserver was asked.</summary>
public sealed record ReceivedRequest(HttpMethod Method, string PathAndQuery, string? Authorization, string? ContentType, byte[] Body)
{
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();
}
