namespace Bridges.Abstractions;

/// <summary>
/// Names one delivery to a network, the same however often it is tried. A module hands it to the network as its
/// de-duplication key where the network has one.
/// </summary>
public readonly record struct DeliveryId(string Value)
{
    public override string ToString() => Value;
}
