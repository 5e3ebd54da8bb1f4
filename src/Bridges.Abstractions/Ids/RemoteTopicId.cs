namespace Bridges.Abstractions;

/// <summary>A topic or thread of a chat, by the network's own stable id.</summary>
public readonly record struct RemoteTopicId(string Value)
{
    public override string ToString() => Value;
}
