namespace Bridges.Abstractions;

/// <summary>An account as the host keeps it. <see cref="Secret"/> is what the module gave at login; it is encrypted at rest.</summary>
public sealed record StoredAccount(AccountId Id, string Name, ReadOnlyMemory<byte> Secret)
{
    /// <summary>Names the account without its secret.</summary>
    public override string ToString() => $"{Id}";
}
