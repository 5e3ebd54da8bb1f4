namespace Bridges.Abstractions;

/// <summary>A person (or bot, or posting channel) on a network, by the network's own stable id. Any Unicode text.</summary>
public readonly record struct RemoteUserId(string Value)
{
    public override string ToString() => Value;
}
