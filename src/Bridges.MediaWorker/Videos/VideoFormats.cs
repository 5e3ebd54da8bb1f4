using Bridges.Media.Files;
using Bridges.MediaWorker.Containers;

namespace Bridges.MediaWorker.Videos;

/// <summary>ffmpeg's own names for what a look at a file's bytes has told.</summary>
internal static class VideoFormats
{
    /// <exception cref="JobRefusedException">Files of this kind are not given to ffmpeg.</exception>
    public static string NameOf(FileKind kind) =>
        kind == FileKind.Mp4 || kind == FileKind.QuickTime || kind == FileKind.M4a ? "mov"
        : kind == FileKind.Webm || kind == FileKind.Matroska ? "matroska"
        : kind == FileKind.Ogg ? "ogg"
        : kind == FileKind.Mp3 ? "mp3"
        : kind == FileKind.Aac ? "aac"
        : kind == FileKind.Amr ? "amr"
        : kind == FileKind.Flac ? "flac"
        : kind == FileKind.Wav ? "wav"
        : throw new JobRefusedException($"a file of the type {kind.MimeType} is neither video nor sound");

    /// <summary>ffmpeg's own decoders of VP8 and VP9 leave transparency out, libvpx's do not.</summary>
    public static string? AlphaDecoder(VideoTables video) =>
        !video.HasAlpha ? null
        : video.Codecs.Contains("V_VP9") ? "libvpx-vp9"
        : video.Codecs.Contains("V_VP8") ? "libvpx"
        : null;
}
