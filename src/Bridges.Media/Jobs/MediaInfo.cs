namespace Bridges.Media.Jobs;

/// <summary>What is known of a file from its bytes. What is not known is null, never invented.</summary>
public sealed record MediaInfo
{
    /// <summary>The type, such as <c>image/webp</c>; <c>application/octet-stream</c> for what is not known.</summary>
    public required string MimeType { get; init; }

    /// <summary>The usual ending of such a file's name, with its dot; empty for what is not known.</summary>
    public required string Extension { get; init; }

    /// <summary>Width in pixels as it is shown, that is after the turn that the file asks for.</summary>
    public int? Width { get; init; }

    /// <summary>Height in pixels as it is shown.</summary>
    public int? Height { get; init; }

    /// <summary>Length in milliseconds of what moves or sounds.</summary>
    public long? DurationMilliseconds { get; init; }

    /// <summary>It can be transparent.</summary>
    public bool HasAlpha { get; init; }

    /// <summary>A picture that moves, or a Lottie animation.</summary>
    public bool IsAnimated { get; init; }

    /// <summary>A video with sound, or a sound.</summary>
    public bool HasAudio { get; init; }

    /// <summary>Names of the streams' codecs as the file writes them, such as <c>avc1</c> or <c>V_VP9</c>.</summary>
    public IReadOnlyList<string> Codecs { get; init; } = [];
}
