namespace Bridges.Host.Configuration;

/// <summary>A single value as it was written.</summary>
/// <param name="IsQuoted">Quotes make a text of what would otherwise be nothing, such as <c>""</c> or <c>"null"</c>.</param>
internal sealed record ScalarNode(ConfigurationLocation Location, string Text, bool IsQuoted = false) : ConfigurationNode(Location)
{
    /// <summary>Nothing was written after the key, so the default counts.</summary>
    public bool IsEmpty => !IsQuoted && Text is "" or "~" or "null";

    /// <summary>Names the place only: the text may be a secret.</summary>
    public override string ToString() => $"value at {Location}";
}
