namespace Bridges.TestBeds.Stub;

/// <summary>Takes request paths apart.</summary>
internal static class StubPath
{
    /// <summary>
    /// The unescaped parts after the API's name and version, media's "media" included:
    /// <c>/_matrix/client/v3/rooms/%21a%3Ab/join</c> is <c>rooms, !a:b, join</c>; <c>/_matrix/media/v3/upload</c> is <c>media, upload</c>.
    /// </summary>
    public static string[] Parts(string target)
    {
        var end = target.IndexOf('?', StringComparison.Ordinal);
        var parts = (end < 0 ? target : target[..end]).Split('/', StringSplitOptions.None);
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Contains('%', StringComparison.Ordinal))
            {
                parts[i] = Uri.UnescapeDataString(parts[i]);
            }
        }

        return parts switch
        {
            ["", "_matrix", "client", "versions"] => ["versions"],
            ["", "_matrix", "client", "unstable", _, .. var rest] => rest,
            ["", "_matrix", "client", _, .. var rest] => rest,
            ["", "_matrix", "media", _, .. var rest] => ["media", .. rest],
            _ => parts,
        };
    }
}
