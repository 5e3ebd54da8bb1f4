using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Bridges.Matrix;

/// <summary>A Matrix user, <c>@localpart:server</c>.</summary>
[JsonConverter(typeof(UserIdConverter))]
public readonly record struct UserId(string Value)
{
    private const int LongestInBytes = 255;

    /// <summary>The part between <c>@</c> and the first colon; empty in an id that is malformed.</summary>
    public string Localpart => Colon is > 0 and var colon ? Value[1..colon] : "";

    /// <summary>The part behind the first colon, with the port where there is one; empty in an id that is malformed.</summary>
    public string ServerName => Colon is > 0 and var colon ? Value[(colon + 1)..] : "";

    private int Colon => Value is null ? -1 : Value.IndexOf(':', StringComparison.Ordinal);

    /// <summary>
    /// Takes what servers accept: historical localparts too (spec, "User identifiers"), but no control characters, no
    /// white space and at most 255 bytes.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out UserId id)
    {
        id = default;
        if (text is not ['@', ..] || !IdText.IsAcceptable(text, LongestInBytes))
        {
            return false;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || colon == text.Length - 1)
        {
            return false;
        }

        id = new UserId(text);
        return true;
    }

    public override string ToString() => Value;
}

internal sealed class UserIdConverter : IdConverter<UserId>
{
    protected override UserId Wrap(string value) => new(value);

    protected override string Unwrap(UserId id) => id.Value;
}
