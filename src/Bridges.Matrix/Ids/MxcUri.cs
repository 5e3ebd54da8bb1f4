using System.Text.Json.Serialization;

namespace Bridges.Matrix;

/// <summary>A file in the homeservers' media repositories, <c>mxc://server/media</c>.</summary>
[JsonConverter(typeof(MxcUriConverter))]
public readonly record struct MxcUri(string Value)
{
    public override string ToString() => Value;
}

internal sealed class MxcUriConverter : IdConverter<MxcUri>
{
    protected override MxcUri Wrap(string value) => new(value);

    protected override string Unwrap(MxcUri id) => id.Value;
}
