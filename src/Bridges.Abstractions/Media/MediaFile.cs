using System.Text.Json.Serialization;

namespace Bridges.Abstractions;

/// <summary>
/// A file that belongs to a message: a handle, never its bytes. What is not known stays null; nothing is invented.
/// </summary>
public sealed record MediaFile
{
    /// <summary>From a network: how to fetch it. Null in what goes to a network.</summary>
    public MediaReference? Reference { get; init; }

    /// <summary>
    /// To a network: the absolute path of the file, in a folder of this transfer, under a harmless name. It is there until
    /// the call that was given it ends. Null in what comes from a network.
    /// </summary>
    [JsonIgnore]
    public string? Path { get; init; }

    /// <summary>The name that people see. From a network as the network has it (the host makes it safe); to a network a safe one, never empty.</summary>
    public string? Name { get; init; }

    /// <summary>The media type without parameters, such as <c>image/jpeg</c>. The host looks at the bytes and corrects it.</summary>
    public string? ContentType { get; init; }

    /// <summary>In bytes.</summary>
    public long? Size { get; init; }

    /// <summary>In pixels, as it is to be shown (turned where the file says so).</summary>
    public int? Width { get; init; }

    /// <summary>In pixels, as it is to be shown.</summary>
    public int? Height { get; init; }

    /// <summary>How long it plays.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>A small still picture of it.</summary>
    public MediaFile? Thumbnail { get; init; }

    /// <summary>A blurred stand-in, as <see href="https://blurha.sh"/> writes it.</summary>
    public string? BlurHash { get; init; }
}
