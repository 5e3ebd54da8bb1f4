using System.Globalization;
using System.Runtime.CompilerServices;

namespace Bridges.Matrix;

/// <summary>A path and query whose variable parts are escaped as they are put in: <c>EscapedPath.Of($"/rooms/{room}")</c>.</summary>
internal readonly record struct EscapedPath(string Value)
{
    public static EscapedPath Of(ref Handler path) => new(path.ToStringAndClear());

    /// <summary>Acts as that user (application services, "Identity assertion"); null: as the token's own user.</summary>
    public EscapedPath As(UserId? actingAs) => actingAs is { } user ? With("user_id", user.Value) : this;

    public EscapedPath With(string name, string value) =>
        new($"{Value}{(Value.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Uri.EscapeDataString(value)}");

    public EscapedPath With(string name, long value) => With(name, value.ToString(CultureInfo.InvariantCulture));

    private static string EscapeSegment(string segment) => segment switch
    {
        // Dots are never escaped, but these two would be taken for steps up the path.
        "." => "%2E",
        ".." => "%2E%2E",
        _ => Uri.EscapeDataString(segment),
    };

    [InterpolatedStringHandler]
    internal ref struct Handler(int literalLength, int formattedCount)
    {
        private const int UsualSegmentLength = 48;

        private DefaultInterpolatedStringHandler _text = new(literalLength + (formattedCount * UsualSegmentLength), 0);

        public void AppendLiteral(string value) => _text.AppendLiteral(value);

        public void AppendFormatted(string value) => _text.AppendLiteral(EscapeSegment(value));

        public void AppendFormatted(UserId value) => AppendFormatted(value.Value);

        public void AppendFormatted(RoomId value) => AppendFormatted(value.Value);

        public void AppendFormatted(EventId value) => AppendFormatted(value.Value);

        public string ToStringAndClear() => _text.ToStringAndClear();
    }
}
