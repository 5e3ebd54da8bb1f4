namespace Bridges.Abstractions;

/// <summary>A chat on a network, by the network's own stable id.</summary>
public readonly record struct RemoteChatId(string Value)
{
    public override string ToString() => Value;
}
