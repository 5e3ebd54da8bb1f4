using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Bridges.Matrix;

/// <summary>A file in the homeservers' media repositories, <c>mxc://server/media</c>.</summary>
[JsonConverter(typeof(MxcUriConverter))]
public readonly record struct MxcUri(string Value)
{
    private const string Scheme = "mxc://";
    private const int LongestInBytes = 512;

    /// <summary>The homeserver that keeps the file; empty in an address that is malformed.</summary>
    public string Server => Slash > 0 ? Value[Scheme.Length..Slash] : "";

    /// <summary>The file's name there; empty in an address that is malformed.</summary>
    public string MediaId => Slash > 0 ? Value[(Slash + 1)..] : "";

    private int Slash => Value is not null && Value.StartsWith(Scheme, StringComparison.Ordinal) ? Value.IndexOf('/', Scheme.Length) : -1;

    /// <summary>Takes a server and a media id of the letters that the specification allows there, and nothing behind them.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out MxcUri uri)
    {
        var read = text is { Length: <= LongestInBytes } ? new MxcUri(text) : default;
        var good = read.Server.Length > 0 && read.MediaId.Length > 0 && read.Server.All(IsOfAServer) && read.MediaId.All(IsOfAMediaId);
        uri = good ? read : default;
        return good;
    }

    public override string ToString() => Value;

    private static bool IsOfAServer(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or ':' or '[' or ']' or '_';

    private static bool IsOfAMediaId(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_';
}

internal sealed class MxcUriConverter : IdConverter<MxcUri>
{
    protected override MxcUri Wrap(string value) => new(value);

    protected override string Unwrap(MxcUri id) => id.Value;
}
