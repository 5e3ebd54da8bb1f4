using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bridges.Matrix;

/// <summary>A file that lies encrypted in the media store, with the key to it ("Sending encrypted attachments").</summary>
public sealed record EncryptedFile
{
    [JsonPropertyName("v")]
    public string Version { get; init; } = "v2";

    [JsonPropertyName("url")]
    public required MxcUri Url { get; init; }

    [JsonPropertyName("key")]
    public required AttachmentKey Key { get; init; }

    /// <summary>16 bytes, base64 without padding.</summary>
    [JsonPropertyName("iv")]
    public required string Iv { get; init; }

    /// <summary>Of the encrypted bytes, base64 without padding, by the name of the algorithm.</summary>
    [JsonPropertyName("hashes")]
    public required IReadOnlyDictionary<string, string> Hashes { get; init; }

    /// <summary>Every other key.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Additional { get; set; }

    /// <summary>Keys belong into no log.</summary>
    public override string ToString() => $"{nameof(EncryptedFile)} {{ Url = {Url} }}";

    internal static EncryptedFile? Read(TolerantFields? fields) =>
        fields?.Mxc("url") is { } url && fields.Object("key")?.Text("k") is { } key && fields.Text("iv") is { } iv && fields.Object("hashes")?.Text("sha256") is { } hash
            ? new EncryptedFile
            {
                Version = fields.Text("v") ?? "v2",
                Url = url,
                Key = new AttachmentKey { Key = key },
                Iv = iv,
                Hashes = new Dictionary<string, string>(StringComparer.Ordinal) { ["sha256"] = hash },
                Additional = fields.Others(),
            }
            : null;
}

/// <summary>An AES-CTR key as a JSON Web Key, as the specification wants it written.</summary>
public sealed record AttachmentKey
{
    [JsonPropertyName("kty")]
    public string KeyType => "oct";

    [JsonPropertyName("key_ops")]
    public IReadOnlyList<string> Operations => ["encrypt", "decrypt"];

    [JsonPropertyName("alg")]
    public string Algorithm => "A256CTR";

    /// <summary>32 bytes, base64 for URLs without padding.</summary>
    [JsonPropertyName("k")]
    public required string Key { get; init; }

    [JsonPropertyName("ext")]
    public bool IsExtractable => true;

    /// <summary>Keys belong into no log.</summary>
    public override string ToString() => nameof(AttachmentKey);
}
