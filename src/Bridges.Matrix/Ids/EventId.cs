using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Bridges.Matrix;

/// <summary>A Matrix event, <c>$opaque</c>.</summary>
[JsonConverter(typeof(EventIdConverter))]
public readonly record struct EventId(string Value)
{
    private const int LongestInBytes = 255;

    public static bool TryParse([NotNullWhen(true)] string? text, out EventId id)
    {
        var good = text is ['$', _, ..] && IdText.IsAcceptable(text, LongestInBytes);
        id = good ? new EventId(text!) : default;
        return good;
    }

    public override string ToString() => Value;
}

internal sealed class EventIdConverter : IdConverter<EventId>
{
    protected override EventId Wrap(string value) => new(value);

    protected override string Unwrap(EventId id) => id.Value;
}
