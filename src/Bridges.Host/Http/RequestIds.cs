using System.Buffers;

namespace Bridges.Host.Http;

/// <summary>Names each request, so that what its caller saw is found in the log: by what a reverse proxy calls it, where it says so.</summary>
internal static class RequestIds
{
    public const string Header = "X-Request-Id";

    private const int Longest = 64;

    // What a stranger sends stands in the log: nothing that could pass for another line or field.
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    public static string Of(HttpContext context) =>
        context.Request.Headers[Header] is [{ Length: > 0 and <= Longest } told] && !told.AsSpan().ContainsAnyExcept(Letters) ? told : context.TraceIdentifier;
}
