using System.Globalization;

namespace Bridges.Host;

/// <summary>Sizes as people read them.</summary>
internal static class ByteWords
{
    private const double Kibi = 1024;

    private const string Prefixes = "KMGT";

    /// <summary>A size as systemd takes it, such as <c>512M</c> (of 1024 each); null where it is none of a fixed number of bytes.</summary>
    public static long? Read(string? size)
    {
        var power = size is [.., var last] ? Prefixes.IndexOf(last, StringComparison.Ordinal) + 1 : 0;
        return long.TryParse(power > 0 ? size![..^1] : size, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number << (10 * power) : null;
    }

    public static string Of(long bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / Kibi:0} KiB"),
        < 1024 * 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / Kibi / Kibi:0.#} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / Kibi / Kibi / Kibi:0.##} GiB"),
    };
}
