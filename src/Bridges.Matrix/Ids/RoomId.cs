using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Bridges.Matrix;

/// <summary>A Matrix room, <c>!opaque:server</c>, or <c>!hash</c> from room version 12 on.</summary>
[JsonConverter(typeof(RoomIdConverter))]
public readonly record struct RoomId(string Value)
{
    private const int LongestInBytes = 255;

    public static bool TryParse([NotNullWhen(true)] string? text, out RoomId id)
    {
        var good = text is ['!', _, ..] && IdText.IsAcceptable(text, LongestInBytes);
        id = good ? new RoomId(text!) : default;
        return good;
    }

    public override string ToString() => Value;
}

internal sealed class RoomIdConverter : IdConverter<RoomId>
{
    protected override RoomId Wrap(string value) => new(value);

    protected override string Unwrap(RoomId id) => id.Value;
}
