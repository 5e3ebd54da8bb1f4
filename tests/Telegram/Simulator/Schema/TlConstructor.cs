namespace Bridges.Telegram.Simulator.Schema;

/// <summary>A constructor or method of the wire language.</summary>
internal sealed record TlConstructor(string Name, uint Id, IReadOnlyList<TlField> Fields)
{
    /// <summary>The bits of each flags field that the schema text knows.</summary>
    public IReadOnlyDictionary<string, uint> KnownBits { get; } = Fields
        .Where(field => field.FlagsField is not null)
        .GroupBy(field => field.FlagsField!, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Aggregate(0u, (bits, field) => bits | field.Mask), StringComparer.Ordinal);

    public bool HasField(string name) => Fields.Any(field => string.Equals(field.Name, name, StringComparison.Ordinal));
}
