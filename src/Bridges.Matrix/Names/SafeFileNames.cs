using System.Text;

namespace Bridges.Matrix;

/// <summary>Names of files that strangers chose, as they may be shown and used: the last part of a path, without signs that mislead or break.</summary>
public static class SafeFileNames
{
    private const int LongestInBytes = 200;
    private const int LongestExtension = 16;

    /// <summary>Names that mean devices on some systems.</summary>
    private static readonly string[] Devices =
        ["con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(static number => new[] { $"com{number}", $"lpt{number}" })];

    /// <param name="name">Null or of no use: a name is made from the type.</param>
    /// <param name="contentType">The media type, for an extension where there is none.</param>
    /// <param name="otherwise">What the name of a file without one begins with.</param>
    public static string Of(string? name, string? contentType, string otherwise = "file")
    {
        var last = LastPart(Surrogates.Repair(name ?? ""));
        var clean = Clean(last).Trim(' ', '.', '\u00A0');
        var extension = ExtensionOf(clean);
        if (clean.Length == extension.Length)
        {
            clean = otherwise + extension;
        }

        if (extension.Length == 0)
        {
            extension = UsualExtension(contentType);
            clean += extension;
        }

        if (Devices.Contains(clean[..(clean.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? dot : clean.Length)], StringComparer.OrdinalIgnoreCase))
        {
            clean = "_" + clean;
        }

        return Shorten(clean, extension);
    }

    /// <summary>The usual extension of a media type, with its dot; empty where there is none.</summary>
    public static string UsualExtension(string? contentType) => contentType switch
    {
        "image/jpeg" => ".jpg",
        "image/png" => ".png",
        "image/gif" => ".gif",
        "image/webp" => ".webp",
        "video/mp4" => ".mp4",
        "video/webm" => ".webm",
        "video/quicktime" => ".mov",
        "audio/ogg" => ".ogg",
        "audio/mpeg" => ".mp3",
        "audio/mp4" or "audio/x-m4a" or "audio/aac" => ".m4a",
        "audio/wav" or "audio/x-wav" => ".wav",
        "application/pdf" => ".pdf",
        "application/zip" => ".zip",
        "text/plain" => ".txt",
        "text/vcard" => ".vcf",
        _ => "",
    };

    private static string LastPart(string path)
    {
        var trimmed = path.TrimEnd('/', '\\');
        var end = trimmed.LastIndexOfAny(['/', '\\']);
        return end < 0 ? trimmed : trimmed[(end + 1)..];
    }

    private static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            // Format characters turn text around or hide; joiners within emoji are theirs.
            var category = Rune.GetUnicodeCategory(rune);
            if (category is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator)
            {
                continue;
            }

            clean.Append(rune.Value is ':' or '*' or '?' or '"' or '<' or '>' or '|' ? "_" : rune.ToString());
        }

        return clean.ToString();
    }

    private static string ExtensionOf(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot >= 0 && name.Length - dot is > 1 and <= LongestExtension && name.AsSpan(dot + 1).ContainsAnyExceptInRange('\0', ' ') ? name[dot..] : "";
    }

    private static string Shorten(string name, string extension)
    {
        if (Encoding.UTF8.GetByteCount(name) <= LongestInBytes)
        {
            return name;
        }

        var room = LongestInBytes - Encoding.UTF8.GetByteCount(extension);
        var stem = new StringBuilder();
        foreach (var rune in name[..^extension.Length].EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
            {
                break;
            }

            stem.Append(rune);
        }

        return stem + extension;
    }
}
