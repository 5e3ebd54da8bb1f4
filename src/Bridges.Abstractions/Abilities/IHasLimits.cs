namespace Bridges.Abstractions;

/// <summary>The account can say what the network takes. The host asks before each message; answer from memory.</summary>
public interface IHasLimits
{
    MessageLimits GetLimits(ChatKey chat);
}
