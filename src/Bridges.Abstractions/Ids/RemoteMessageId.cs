namespace Bridges.Abstractions;

/// <summary>A message on a network; unique inside its <see cref="ChatKey"/>.</summary>
public readonly record struct RemoteMessageId(string Value)
{
    public override string ToString() => Value;
}
