namespace Bridges.Abstractions;

/// <summary>A network, such as <c>telegram</c>: lower-case ASCII letters and digits, the first key of every table.</summary>
public readonly record struct NetworkId(string Value)
{
    public override string ToString() => Value;
}
