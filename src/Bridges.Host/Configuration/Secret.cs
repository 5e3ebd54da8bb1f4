namespace Bridges.Host.Configuration;

/// <summary>A configured value that must not be seen: it prints as dots wherever it is put by mistake.</summary>
internal sealed record Secret
{
    private readonly string _value;

    public Secret(string value) => _value = value;

    /// <summary>The value itself, for the one place that hands it on.</summary>
    public string Reveal() => _value;

    public override string ToString() => "•••";
}
