using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Bridges.Matrix;

/// <summary>A file in the homeservers' media repositories, <c>mxc://server/media</c>.</summary>
[JsonConverter(typeof(MxcUriConverter))]
public readonly record struct MxcUri(string Value)
{
    private const string Scheme = "mxc://";
    private const int LongestInBytes = 512;

    /// <summary>The server that has the file; empty in an address that is malformed.</summary>
    public string ServerName => Split().Server;

    /// <summary>The server's id of the file; empty in an address that is malformed.</summary>
    public string MediaId => Split().Media;

    public static bool TryParse([NotNullWhen(true)] string? text, out MxcUri uri)
    {
        uri = default;
        if (text is null || !IdText.IsAcceptable(text, LongestInBytes) || new MxcUri(text).Split() is not { Server.Length: > 0 })
        {
            return false;
        }

        uri = new MxcUri(text);
        return true;
    }

    public override string ToString() => Value;

    // The media id becomes a part of a path: only the characters that the spec allows it ("Matrix Content URIs").
    private (string Server, string Media) Split()
    {
        if (Value is null || !Value.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return ("", "");
        }

        var slash = Value.IndexOf('/', Scheme.Length);
        if (slash <= Scheme.Length || slash == Value.Length - 1)
        {
            return ("", "");
        }

        var media = Value[(slash + 1)..];
        return media.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? (Value[Scheme.Length..slash], media) : ("", "");
    }
}

internal sealed class MxcUriConverter : IdConverter<MxcUri>
{
    protected override MxcUri Wrap(string value) => new(value);

    protected override string Unwrap(MxcUri id) => id.Value;
}
