namespace Bridges.Abstractions;

/// <summary>The account can say what the network takes. The host asks before each message, from any thread; answer from memory, and throw nothing.</summary>
public interface IHasLimits
{
    MessageLimits GetLimits(ChatKey chat);
}
