namespace Bridges.Abstractions;

/// <summary>What became of an uncertain delivery.</summary>
public abstract record DeliveryLookup
{
    /// <summary>The network has it.</summary>
    public sealed record Arrived(SentMessage Message) : DeliveryLookup;

    /// <summary>The network does not have it and will not get it; it may be sent again.</summary>
    public sealed record NotArrived : DeliveryLookup;

    /// <summary>It cannot be told.</summary>
    public sealed record Unknown : DeliveryLookup;
}
