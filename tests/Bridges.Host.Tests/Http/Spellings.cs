using System.Globalization;

namespace Bridges.Host.Tests.Http;

/// <summary>Other ways to write a path that routing may take for the same.</summary>
internal static class Spellings
{
    public static IEnumerable<string> Of(string path) =>
    [
        path,
        path.ToUpperInvariant(),
        path.ToLowerInvariant(),
        Title(path),
        path + "/",
        Escaped(path, 1),
        Escaped(path, path.Length / 2),
        "/." + path,
        "/x/.." + path,
        "/" + path,
        path.Replace("/v1/", "/v1//", StringComparison.Ordinal),
        path + "?access_token=wrong",
        path + "?access_token=",
    ];

    private static string Title(string path) => string.Join('/', path.Split('/').Select(part => part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));

    private static string Escaped(string path, int position) => path[position] is '/' or '%' || path[position - 1] == '%'
        ? path
        : string.Create(CultureInfo.InvariantCulture, $"{path[..position]}%{(int)path[position]:X2}{path[(position + 1)..]}");
}
