namespace Bridges.Abstractions;

/// <summary>One login on a network, by the network's own stable id of the account.</summary>
public readonly record struct AccountId(string Value)
{
    public override string ToString() => Value;
}
